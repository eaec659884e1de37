import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { Request } from "./channel.ts";
import type { Frame } from "./frames.ts";

/* A browser cannot ping: a connection that has been silent is asked for an answer. */

/** The service takes two checks in a minute. */
const EVERY_MS = 30_000;
const LOOK_MS = 5_000;
const ANSWER_MS = 10_000;
const ECHO = { action: "echo", message: { type: "Text", text: "ping" } };

/** Watches one connection after another for silence. */
export interface Liveness {
  /** A connection is open, and has been heard. */
  start(): void;
  heard(): void;
  /** Asks now, if the service takes another question already. */
  ask(): void;
  /** Looks now, because the page may have slept. */
  look(): void;
  stop(): void;
}

interface LivenessDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly request: (request: Request) => Promise<Frame>;
  /** Called with the end of the session, if an answer has it. */
  readonly tell: (expiresAt: number) => void;
  readonly reconnect: () => void;
}

/** Asks for an answer. @returns false without one */
async function isAnswered({ request, random, tell }: LivenessDeps): Promise<boolean> {
  try {
    const tracingId = `health-${random.id()}`;
    const frame = await request({ action: ECHO, tracingId, limitMs: ANSWER_MS });
    if (frame.kind === "message" && frame.message.expiresAt !== null) tell(frame.message.expiresAt);
    return true;
  } catch {
    // Without an answer there is nothing more to know.
    return false;
  }
}

export function createLiveness(deps: LivenessDeps): Liveness {
  const { clock } = deps;
  let heardAt: number | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  /** Another connection needs no answer to a question of the one before. */
  let connection = 0;
  let cancel = (): void => undefined;

  async function ask(): Promise<void> {
    isAsking = true;
    askedAt = clock.now();
    const asked = connection;
    const isAlive = await isAnswered(deps);
    isAsking = false;
    if (!isAlive && asked === connection) deps.reconnect();
  }
  function look(): void {
    cancel();
    if (heardAt === null) return;
    cancel = clock.after(LOOK_MS, look);
    const now = clock.now();
    // A clock that was set back counts as silence, too.
    if (isAsking || Math.abs(now - heardAt) < EVERY_MS) return;
    if (Math.abs(now - askedAt) >= EVERY_MS) void ask();
  }
  return {
    start() {
      heardAt = clock.now();
      look();
    },
    heard() {
      if (heardAt !== null) heardAt = clock.now();
    },
    ask() {
      if (isAsking || heardAt === null || Math.abs(clock.now() - askedAt) < EVERY_MS) return;
      void ask();
    },
    look,
    stop() {
      heardAt = null;
      connection++;
      cancel();
    },
  };
}
