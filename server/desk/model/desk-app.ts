import { signal, type Signal } from "@preact/signals";
import { AgentClient } from "../api/agent-client.ts";
import type { RestCall } from "../api/rest-call.ts";
import { startAnnouncing } from "./announcer.ts";
import { Desk, type DeskDeps } from "./desk.ts";
import { startSendingFiles } from "./send-files.ts";

export interface DeskAppDeps extends Omit<DeskDeps, "client" | "expired"> {
  readonly rest: RestCall;
}

/** The page: nobody, or one signed-in agent at a time. */
export class DeskApp {
  readonly desk: Signal<Desk | null> = signal(null);
  /** Why the sign-in is asked for again. */
  readonly notice: Signal<string> = signal("");
  readonly #deps: DeskAppDeps;
  #stopEffects = (): void => undefined;

  constructor(deps: DeskAppDeps) {
    this.#deps = deps;
  }

  /** Goes on with the token that the tab has, if there is one. */
  resume(): void {
    if (this.#deps.rest.isSignedIn) this.#open();
  }

  /** @throws ApiProblem, TypeError */
  async signIn(id: string, secret: string): Promise<void> {
    await this.#deps.rest.signIn(id, secret);
    this.#open();
  }

  /** Signs out, and takes the agent off the queue: no guest is offered to an agent who has gone. */
  async signOut(): Promise<void> {
    const leaving = this.desk.peek()?.client.setStatus("offline");
    // The server may be away; the token is forgotten all the same.
    await leaving?.catch(() => undefined);
    this.#close(true);
    this.notice.value = "";
  }

  #open(): void {
    this.#close(false);
    this.notice.value = "";
    const { rest, ...deps } = this.#deps;
    const desk = new Desk({
      ...deps,
      client: new AgentClient(rest),
      expired: () => {
        if (this.desk.peek() === desk) this.#expire();
      },
    });
    this.desk.value = desk;
    const stops = [startAnnouncing(desk), startSendingFiles(desk)];
    this.#stopEffects = () => stops.forEach((stop) => stop());
    desk.start();
  }

  /** The token is not accepted any more. What was not sent waits in the tab for the same agent. */
  #expire(): void {
    this.#deps.rest.forgetToken();
    this.#close(false);
    this.notice.value =
      "Your sign-in has ended. Sign in again: your drafts and unsent messages are still here.";
  }

  #close(isOwnWish: boolean): void {
    if (isOwnWish) this.#deps.rest.forgetToken();
    this.#stopEffects();
    this.desk.peek()?.close(isOwnWish);
    this.desk.value = null;
  }
}
