import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("references/durable-insert.mjs", import.meta.url));

/** A page whose field sends its text on Enter, and keeps the time of the answer in `answered`. */
const pageFor = (port: string): string => `<!doctype html><title>Reference</title>
<textarea aria-label="Message"></textarea>
<script type="module">
  const socket = new WebSocket("ws://127.0.0.1:${port}");
  const field = document.querySelector("textarea");
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    socket.send(field.value);
    field.value = "";
    globalThis.answered = new Promise((resolve) => {
      socket.onmessage = () => resolve(performance.now() - event.timeStamp);
    });
  });
  socket.onopen = () => (document.title = "Open");
</script>`;

/** The process of `references/durable-insert.mjs`, and the page that talks to it. */
export class DurableReference {
  #child: ChildProcess | null = null;

  /** @returns the page. */
  async start(): Promise<string> {
    const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    return pageFor(port.toString().trim());
  }

  close(): void {
    this.#child?.stdin?.end();
  }
}
