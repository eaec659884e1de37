import type { StreamStatus } from "../../conversation/state.ts";
import { ParlorError } from "../../errors.ts";
import type { JourneyContext, Ports } from "../../options.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Channel } from "./channel.ts";
import type { Config } from "./config.ts";
import type { Endpoints } from "./endpoints.ts";
import type { Frame, SessionFacts } from "./frames.ts";
import { ownerLine } from "./owner-lines.ts";
import { errorOf, wantsSignIn } from "./refusal.ts";

/** Receives what a link reports. Nothing is reported before there is one. */
export interface LinkListener {
  status(status: StreamStatus): void;
  /** Each state of the session that the service tells later is the new truth. */
  session(facts: SessionFacts): void;
  /**
   * Takes the state of a new connection, and reads what was missed, while frames are held back.
   * False asks for another connection.
   */
  catchUp(facts: SessionFacts): Promise<boolean>;
  frame(frame: Frame): void;
  ready(): void;
  /** The session cannot be used any more. */
  lost(error: ParlorError): void;
}

const LIMIT_MS = 10_000;

export interface LinkDeps {
  readonly endpoints: Endpoints;
  readonly deploymentId: string;
  /** The only secret of the session. */
  readonly token: string;
  /** Leaves a conversation behind that can only be read, with the first connection. */
  readonly startNew: boolean;
  readonly journeyContext: JourneyContext | undefined;
  readonly ports: Ports;
  readonly config: Promise<Config>;
  /** A stored session waits for a connection; a visitor who begins is told why there is none. */
  readonly isPatient: boolean;
  /** Tells the owner of the site, in one line, what has to be changed. */
  readonly tellOwner: (line: string) => void;
}

export const socketAddress = ({ endpoints, deploymentId }: LinkDeps): string =>
  `${endpoints.socket}?deploymentId=${encodeURIComponent(deploymentId)}&application=parlor`;

/** The service wants a session in a journey; a page may leave it out. */
const journeyOf = (context: JourneyContext): object => ({
  ...context,
  customerSession: context.customerSession ?? { id: "", type: "web" },
});

/** The service answers, when the conversation is closed, that it is. */
const CLOSE_MS = 5_000;

/** Asks for the state of the session. @throws ParlorError */
async function ask(deps: LinkDeps, channel: Channel, startNew: boolean): Promise<SessionFacts> {
  const { deploymentId, journeyContext, ports } = deps;
  const frame = await channel.request({
    action: {
      action: "configureSession",
      deploymentId,
      startNew,
      ...(journeyContext !== undefined && { journeyContext: journeyOf(journeyContext) }),
    },
    tracingId: ports.random.id(),
    limitMs: LIMIT_MS,
    isAnswer: ({ kind }) => kind === "session" || kind === "refused",
  });
  if (frame.kind === "session") return frame.facts;
  if (frame.kind === "expired") throw new ParlorError("session-expired", "The session has expired");
  if (frame.kind !== "refused") throw new ParlorError("bad-response", "No session");
  const error = errorOf(frame.refusal);
  if (wantsSignIn(frame.refusal)) deps.tellOwner(ownerLine("sign-in", deps));
  else if (error.code === "refused") deps.tellOwner(ownerLine("refused", deps));
  throw error;
}

/**
 * Configures the session on a connection that has just been opened.
 * @param startNew - leaves a conversation behind that can only be read
 * @throws ParlorError
 */
export async function configure(
  deps: LinkDeps,
  channel: Channel,
  startNew: boolean,
): Promise<SessionFacts> {
  const facts = await ask(deps, channel, false);
  if (!startNew || !facts.isReadOnly) return facts;
  const { random, log } = deps.ports;
  await channel
    .request({
      action: { action: "closeSession", closeAllConnections: true },
      tracingId: random.id(),
      limitMs: CLOSE_MS,
      isAnswer: ({ kind }) => kind === "session",
    })
    // The request for a new one closes it as well.
    .catch(failureLogger(log, "Closing the old conversation"));
  return ask(deps, channel, true);
}
