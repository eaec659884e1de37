import { signal } from "@preact/signals";
import { render } from "preact";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import ReconnectingWebSocket from "reconnecting-websocket";
import css from "./chat.css?inline";

/*
 * A minimal chat with Preact, signals and reconnecting-websocket: a launcher, a panel, and a keyed
 * list of all messages.
 */

interface Said {
  readonly id: string;
  readonly name: string;
  readonly body: string;
  readonly at: string;
}
interface Frame {
  readonly eventBody: {
    readonly id: string;
    readonly body: string;
    readonly timestamp: string;
  };
}

const { socket: address } = (document.currentScript as HTMLScriptElement).dataset;
let clock: Intl.DateTimeFormat | undefined;
const isOpen = signal(false);
const messages = signal<readonly Said[]>([]);

function listen(): void {
  const socket = new ReconnectingWebSocket(address ?? "");
  socket.addEventListener("message", ({ data }) => {
    const { id, body, timestamp } = (JSON.parse(data as string) as Frame).eventBody;
    messages.value = [...messages.value, { id, body, name: "Noor", at: timestamp }];
  });
}

const open = (): void => {
  isOpen.value = true;
  if (address !== undefined) listen();
};

function Row({ said: { name, at, body } }: { readonly said: Said }): JSX.Element {
  clock ??= new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit" });
  const time = clock.format(new Date(at));
  return (
    <li role="article" aria-label={`${name}, ${time}: ${body}`}>
      <b>{name}</b> <time dateTime={at}>{time}</time>
      <p>{body}</p>
    </li>
  );
}

function Log(): JSX.Element {
  const log = useRef<HTMLDivElement>(null);
  const all = messages.value;
  useLayoutEffect(() => {
    if (log.current !== null) log.current.scrollTop = log.current.scrollHeight;
  }, [all]);
  return (
    <div class="log" role="log" ref={log}>
      <ol>
        {all.map((said) => (
          <Row key={said.id} said={said} />
        ))}
      </ol>
    </div>
  );
}

function Chat(): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <section class="window" role="dialog" aria-label="Chat">
      <h2>Lantern Line</h2>
      <Log />
      <form>
        <textarea ref={field} rows={1} aria-label="Message" />
        <button type="submit">Send</button>
      </form>
    </section>
  );
}

const App = (): JSX.Element => (
  <>
    <style>{css}</style>
    <button type="button" class="launcher" onClick={open}>
      Chat with us
    </button>
    {isOpen.value && <Chat />}
  </>
);

const host = document.createElement("div");
document.documentElement.append(host);
render(<App />, host);

Object.assign(globalThis, {
  /** Sets the whole history at once. */
  fill: (all: readonly Said[]) => (messages.value = all),
});
