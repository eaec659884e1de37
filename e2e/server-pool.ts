import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

interface Answer {
  readonly id: number;
  readonly port?: number;
  readonly error?: string;
}

/** One process with many servers in it, which know nothing of each other. */
export class ServerPool {
  readonly #child = fork(fileURLToPath(new URL("server-pool.mjs", import.meta.url)), {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  #count = 0;

  constructor() {
    this.#child.setMaxListeners(0);
  }

  /** Starts a server with this environment. */
  async open(env: Readonly<Record<string, string>>): Promise<{ id: number; port: number }> {
    const id = ++this.#count;
    const { port = 0 } = await this.#ask({ id, env });
    return { id, port };
  }

  /** Ends it, as SIGTERM does. */
  async close(id: number): Promise<void> {
    await this.#ask({ id });
  }

  dispose(): void {
    this.#child.disconnect();
  }

  #ask(question: { readonly id: number; readonly env?: object }): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const hear = (answer: Answer): void => {
        if (answer.id !== question.id) return;
        stop();
        if (answer.error === undefined) resolve(answer);
        else reject(new Error(answer.error));
      };
      const end = (): void => {
        stop();
        reject(new Error("The process of the servers has ended"));
      };
      const stop = (): void => {
        this.#child.off("message", hear);
        this.#child.off("exit", end);
      };
      this.#child.on("message", hear);
      this.#child.on("exit", end);
      this.#child.send(question);
    });
  }
}
