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
        <a key={index} href={part.href} target="_blank" rel="noopener noreferrer" tabIndex={-1}>
          {part.text}
          <span class="pl-vh"> {newTab}</span>
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
          <p key={index} dir="auto">
            {block.parts.map((part, at) => show(part, at, newTab))}
          </p>
        ),
      )}
    </>
  );
}
