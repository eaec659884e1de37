import type { StreamStatus } from "../../conversation/state.ts";
import { codeOf, ParlorError } from "../../errors.ts";
import type { JourneyContext, Ports } from "../../options.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Account } from "./account.ts";
import type { Channel } from "./channel.ts";
import type { Config } from "./config.ts";
import type { Endpoints } from "./endpoints.ts";
import type { Frame, Refusal, SessionFacts } from "./frames.ts";
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
  /** The answer to a check of the connection, which tells when the session expires. */
  checked(expiresAt: number): void;
  ready(): void;
  /** The session cannot be used any more. */
  lost(error: ParlorError): void;
}

const LIMIT_MS = 10_000;

export interface LinkDeps {
  readonly endpoints: Endpoints;
  readonly deploymentId: string;
  readonly application: string;
  /** The only secret of the session. */
  readonly token: string;
  /** Leaves a conversation behind that can only be read, with the first connection. */
  readonly startNew: boolean;
  readonly journeyContext: JourneyContext | undefined;
  readonly ports: Ports;
  readonly config: Promise<Config>;
  readonly account: Account;
  /** A stored session waits for a connection; a visitor who begins is told why there is none. */
  readonly isPatient: boolean;
  /** Tells the owner of the site, in one line, what has to be changed. */
  readonly tellOwner: (line: string) => void;
}

export const socketAddress = ({ endpoints, deploymentId, application }: LinkDeps): string =>
  `${endpoints.socket}?deploymentId=${encodeURIComponent(deploymentId)}&application=${encodeURIComponent(application)}`;

/** The service wants a session in a journey; a page may leave it out. */
const journeyOf = (context: JourneyContext): object => ({
  ...context,
  customerSession: context.customerSession ?? { id: "", type: "web" },
});

/** The service answers, when the conversation is closed, that it is. */
const CLOSE_MS = 5_000;

/** The first state of a session, and the function that settles it. */
export function createFirst(): readonly [
  first: Promise<SessionFacts>,
  settle: (outcome: SessionFacts | ParlorError) => void,
] {
  let settle: (outcome: SessionFacts | ParlorError) => void = () => undefined;
  const first = new Promise<SessionFacts>((resolve, reject) => {
    settle = (outcome) => (outcome instanceof ParlorError ? reject(outcome) : resolve(outcome));
  });
  // Not every caller waits for it.
  first.catch(() => undefined);
  return [first, (outcome) => settle(outcome)];
}

/** Asks for the state of the session once. @param jwt - of its person; null for a guest */
function askAs(
  { deploymentId, journeyContext, ports }: LinkDeps,
  channel: Channel,
  startNew: boolean,
  jwt: string | null,
): Promise<Frame> {
  return channel.request({
    action: {
      action: jwt === null ? "configureSession" : "configureAuthenticatedSession",
      deploymentId,
      startNew,
      ...(journeyContext !== undefined && { journeyContext: journeyOf(journeyContext) }),
      ...(jwt !== null && { data: { code: jwt } }),
    },
    tracingId: ports.random.id(),
    limitMs: LIMIT_MS,
    isAnswer: ({ kind }) => kind === "session" || kind === "refused",
  });
}

/** Asks for the state of the session, with another JWT if the first is refused. */
async function ask(deps: LinkDeps, channel: Channel, startNew: boolean): Promise<SessionFacts> {
  const { account, config } = deps;
  for (;;) {
    const jwt = await account.jwt(config).catch((error: unknown) => {
      const code = codeOf(error);
      if (code === "authentication-failed") deps.tellOwner(ownerLine("code", deps));
      if (code === "authentication-required") deps.tellOwner(ownerLine("sign-in", deps));
      throw error;
    });
    const frame = await askAs(deps, channel, startNew, jwt);
    if (frame.kind === "session") {
      if (jwt !== null) account.accept();
      return frame.facts;
    }
    if (frame.kind === "expired")
      throw new ParlorError("session-expired", "The session has expired");
    if (frame.kind !== "refused") throw new ParlorError("bad-response", "No session");
    if (jwt === null || !wantsSignIn(frame.refusal)) throw refused(deps, frame.refusal);
    account.reject();
  }
}

/** The error of a refusal, of which the owner of the site is told. */
function refused(deps: LinkDeps, refusal: Refusal): ParlorError {
  const error = errorOf(refusal);
  if (wantsSignIn(refusal)) deps.tellOwner(ownerLine("sign-in", deps));
  else if (error.code === "refused") deps.tellOwner(ownerLine("refused", deps));
  return error;
}

/**
 * Makes the session of a guest that of a person, on a connection that is configured.
 * @returns null for the session of a person
 * @throws ParlorError
 */
export async function signIn(deps: LinkDeps, channel: Channel): Promise<SessionFacts | null> {
  const { account, config } = deps;
  if (account.isSignedIn()) return null;
  if (!(await config).canUpgrade)
    throw new ParlorError("refused", "The deployment does not let a guest sign in");
  try {
    const frame = await askAs(deps, channel, false, await account.exchange());
    if (frame.kind === "session") {
      account.accept();
      return frame.facts;
    }
    if (frame.kind === "expired")
      throw new ParlorError("session-expired", "The session has expired");
    if (frame.kind !== "refused") throw new ParlorError("bad-response", "No session");
    const { code } = errorOf(frame.refusal);
    throw new ParlorError(
      code === "authentication-required" ? "authentication-failed" : code,
      `Signing in was answered ${frame.refusal.code}`,
    );
  } catch (error) {
    account.forget();
    throw error;
  }
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
