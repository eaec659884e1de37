import type { StreamStatus } from "../../conversation/state.ts";
import { asParlorError, ParlorError } from "../../errors.ts";
import { failureLogger } from "../../ports/log.ts";
import { createPause } from "../../ports/pause.ts";
import { createAttempts, type Attempts } from "./attempts.ts";
import { openChannel, type Channel, type Request } from "./channel.ts";
import {
  configure,
  createFirst,
  signIn,
  socketAddress,
  type LinkDeps,
  type LinkListener,
} from "./configure.ts";
import type { Frame, SessionFacts } from "./frames.ts";
import { createLiveness } from "./liveness.ts";
import { wantsSignIn } from "./refusal.ts";
import { whyRefused } from "./refused.ts";

/**
 * Keeps one session connected: it connects, configures, catches up, is live, waits, and begins
 * again. Requests go over the connection of the moment.
 */
export class Link {
  readonly #deps: LinkDeps;
  readonly #pause: ReturnType<typeof createPause>;
  readonly #liveness: ReturnType<typeof createLiveness>;
  #listener: LinkListener | null = null;
  #channel: Channel | null = null;
  #facts: SessionFacts | null = null;
  #held: Frame[] | null = [];
  #state: "running" | "elsewhere" | "closed" = "running";
  #isLive = false;
  #startsNew: boolean;
  #failure: ParlorError | null = null;
  readonly #attempts: Attempts;
  #unopened = 0;
  #undoReachability: () => void;
  /** Settles with the first state of the session. */
  readonly first: Promise<SessionFacts>;
  readonly #settleFirst: (outcome: SessionFacts | ParlorError) => void;

  constructor(deps: LinkDeps) {
    this.#deps = deps;
    this.#startsNew = deps.startNew;
    const { clock, reachability } = deps.ports;
    this.#pause = createPause(clock);
    this.#attempts = createAttempts(deps.ports);
    this.#liveness = createLiveness({
      ...deps.ports,
      request: (one) => this.request(one),
      tell: (expiresAt) => this.#listener?.checked(expiresAt),
      reconnect: () => this.#reconnect(),
    });
    [this.first, this.#settleFirst] = createFirst();
    this.#undoReachability = reachability.onChange(() => {
      this.#liveness.look();
      if (reachability.isOnline()) this.#pause.end();
    });
    this.#connect();
  }

  /** Resolves when the configuration of the deployment is known, or cannot be. */
  get config(): LinkDeps["config"] {
    return this.#deps.config;
  }
  get facts(): SessionFacts | null {
    return this.#facts;
  }
  isReady(): boolean {
    return this.#isLive && this.#facts?.isReadOnly === false;
  }
  /** Reports to this listener from now on, beginning with what has come so far. */
  listen(listener: LinkListener): void {
    this.#listener = listener;
    if (this.#failure !== null) return listener.lost(this.#failure);
    if (this.#facts === null) this.#tell(this.#attempts.connecting());
    else void this.#goLive(this.#facts);
  }

  /** @throws ParlorError `busy` while there is no connection, `session-expired` */
  async request(request: Request): Promise<Frame> {
    if (this.#channel === null || this.#facts === null)
      throw new ParlorError("busy", "There is no connection");
    const frame = await this.#channel.request(request);
    // The request is made again by a connection that the service takes.
    if (this.#signsInAgain(frame)) throw new ParlorError("busy", "The service wants a new JWT");
    if (frame.kind !== "expired") return frame;
    this.fail(new ParlorError("session-expired", "The session has expired"));
    throw new ParlorError("session-expired", "The session has expired");
  }
  /** Makes the session of a guest that of the person on the page. @throws ParlorError */
  async signIn(): Promise<void> {
    const channel = this.#channel;
    if (channel === null || this.#facts === null) throw new ParlorError("busy", "Not connected");
    const facts = await signIn(this.#deps, channel);
    if (facts === null || this.#channel !== channel) return;
    this.#facts = facts;
    this.#listener?.session(facts);
  }
  tell(action: Request["action"], tracingId?: string): void {
    if (this.#facts !== null) this.#channel?.tell(action, tracingId);
  }
  /** Connects now; also takes the conversation back from another window. */
  wake(): void {
    if (this.#state === "elsewhere") {
      this.#state = "running";
      this.#attempts.restart();
      this.#connect();
    } else if (this.#isLive) this.#liveness.ask();
    else this.#pause.end();
  }
  close(): void {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#undoReachability();
    this.#drop();
    this.#pause.end();
    this.#settleFirst(new ParlorError("aborted", "Closed"));
  }

  #tell(status: StreamStatus): void {
    this.#listener?.status(status);
  }
  #drop(): void {
    this.#liveness.stop();
    const channel = this.#channel;
    this.#channel = this.#facts = null;
    this.#isLive = false;
    channel?.close();
  }
  /** Gives the session up. */
  fail(error: ParlorError): void {
    if (this.#state === "closed") return;
    const listener = this.#listener;
    this.#failure = error;
    this.#settleFirst(error);
    this.close();
    listener?.lost(error);
  }

  #connect(): void {
    const { ports, token } = this.#deps;
    this.#held = [];
    this.#tell(this.#attempts.connecting());
    const channel: Channel = openChannel({
      ...ports,
      uri: socketAddress(this.#deps),
      token,
      onOpen: () => void this.#configure(channel),
      onHeard: () => this.#liveness.heard(),
      onFrame: (frame) => this.#receive(channel, frame),
      onClose: (hasOpened) => void this.#lose(channel, hasOpened),
    });
    this.#channel = channel;
  }
  async #configure(channel: Channel): Promise<void> {
    this.#unopened = 0;
    this.#attempts.opened();
    try {
      const facts = await configure(this.#deps, channel, this.#startsNew);
      this.#startsNew = false;
      if (this.#channel !== channel) return;
      this.#liveness.start();
      await this.#goLive(facts);
    } catch (error) {
      if (this.#channel !== channel) return;
      const failure = asParlorError(error, "bad-response", "Configuring");
      if (!failure.retryable) return this.fail(failure);
      failureLogger(this.#deps.ports.log, "Configuring the session")(failure);
      this.#reconnect(failure.retryAfterMs);
    }
  }
  async #goLive(facts: SessionFacts): Promise<void> {
    const channel = this.#channel;
    this.#facts = facts;
    this.#settleFirst(facts);
    const listener = this.#listener;
    if (listener === null) return;
    const isCaughtUp = await listener.catchUp(facts);
    if (this.#channel !== channel || channel === null) return;
    if (!isCaughtUp) return this.#reconnect();
    const held = this.#held ?? [];
    this.#held = null;
    this.#isLive = true;
    for (const frame of held) listener.frame(frame);
    if (this.#channel !== channel) return;
    this.#tell(this.#attempts.live());
    if (this.isReady()) listener.ready();
  }
  #receive(channel: Channel, frame: Frame): void {
    if (this.#channel !== channel) return;
    if (frame.kind === "expired" || frame.kind === "logout")
      return this.fail(new ParlorError("session-expired", "The session has expired"));
    if (frame.kind === "closed") return this.#evict(frame.reason);
    if (this.#signsInAgain(frame)) return;
    if (frame.kind === "session" && this.#facts !== null) {
      this.#facts = frame.facts;
      this.#listener?.session(frame.facts);
    } else if (this.#held !== null) this.#held.push(frame);
    else this.#listener?.frame(frame);
  }
  /** Whether the service wants another JWT of a person: the next connection brings it. */
  #signsInAgain(frame: Frame): boolean {
    const { account } = this.#deps;
    if (frame.kind !== "refused" || !wantsSignIn(frame.refusal) || !account.isSignedIn())
      return false;
    account.reject();
    this.#reconnect(0);
    return true;
  }
  /** Another connection has taken the place of this one. It is not taken back without a wish. */
  #evict(reason: string): void {
    if (reason === "signedIn")
      return this.fail(new ParlorError("session-expired", "Somebody has signed in elsewhere"));
    this.#drop();
    this.#state = "elsewhere";
    this.#settleFirst(new ParlorError("busy", "The conversation is open in another window"));
    this.#tell({ kind: "elsewhere", since: this.#deps.ports.clock.now() });
  }
  #reconnect(waitMs: number | null = null): void {
    const channel = this.#channel;
    if (channel === null) return;
    this.#drop();
    void this.#again(waitMs);
  }
  async #lose(channel: Channel, hasOpened: boolean): Promise<void> {
    if (this.#channel !== channel) return;
    this.#drop();
    if (!hasOpened && (await this.#isRefused())) return;
    if (this.#state === "running" && this.#channel === null) await this.#again(null);
  }
  /** Whether the session is given up, because the service does not open a connection at all. */
  async #isRefused(): Promise<boolean> {
    const isFirst = this.#attempts.count() === 0 && !this.#deps.isPatient;
    const { final, first } = await whyRefused(this.#deps, ++this.#unopened, isFirst);
    if (final !== null) this.fail(final);
    else if (first !== null) this.#settleFirst(first);
    return this.#state === "closed";
  }
  async #again(waitMs: number | null): Promise<void> {
    const { ms, status } = this.#attempts.lost(waitMs);
    if (this.#deps.isPatient) this.#settleFirst(new ParlorError("offline", "No connection yet"));
    const waited = this.#pause.start(ms);
    this.#tell(status);
    await waited;
    if (this.#state === "running" && this.#channel === null) this.#connect();
  }
}
