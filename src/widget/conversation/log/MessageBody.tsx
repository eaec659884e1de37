import type { JSX } from "preact";
import { readMessage, type Part } from "./message-text.ts";

function show(part: Part, index: number, newTab: string): JSX.Element | string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code key={index}>{part.text}</code>;
    case "link":
      // Links are reached with Enter from their message, so that the log stays a single tab stop.
      return (
        <a
          key={index}
          href={part.href}
          target="_blank"
          rel="noopener noreferrer"
          tabIndex={-1}
          // A mark before the address cannot turn its direction.
          dir="ltr"
          // The style sheet draws both, so that neither is copied with the message.
          data-host={part.host}
          data-new-tab={newTab}
        >
          {part.text}
        </a>
      );
  }
}

interface BodyProps {
  readonly body: string;
  /** The hidden text after a link, which says that the link opens in a new tab. */
  readonly newTab: string;
}

/** Renders a message's text as nodes. */
export function MessageBody({ body, newTab }: BodyProps): JSX.Element {
  return (
    <>
      {readMessage(body).map((block, index) =>
        block.kind === "pre" ? (
          <pre key={index} tabIndex={-1}>
            {block.text}
          </pre>
        ) : (
          // No paragraph: its margins would become empty lines in a copied message.
          <div key={index} dir="auto">
            {block.parts.length === 0 ? (
              <br />
            ) : (
              block.parts.map((part, at) => show(part, at, newTab))
            )}
          </div>
        ),
      )}
    </>
  );
}
