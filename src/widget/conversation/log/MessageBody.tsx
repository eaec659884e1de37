import type { ComponentChildren, JSX } from "preact";
import { useScrollStop } from "../use-scroll-stop.ts";
import type { Link, Part } from "../../model/message-blocks.ts";
import { readMessage } from "./message-text.ts";

/** A link whose content may be more than its address. */
interface ShownLink extends Omit<Link, "text"> {
  readonly text: ComponentChildren;
}

/** Renders a piece of plain text. */
export function show(part: Part | ShownLink, index: number, newTab: string): JSX.Element | string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code key={index}>{part.text}</code>;
    case "link":
      // Keys lead from the message to its links, so that the log stays a single tab stop.
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

/** Preformatted text. Keys scroll it, if it is wider than its bubble. */
export function Code({ name, text }: { name: string; text: string }): JSX.Element {
  return (
    <pre ref={useScrollStop<HTMLPreElement>()} role="group" aria-label={name}>
      {text}
    </pre>
  );
}

export interface BodyProps {
  readonly body: string;
  /** The hidden text after a link, which says that the link opens in a new tab. */
  readonly newTab: string;
  /** The accessible name of preformatted text. */
  readonly code: string;
}

/** Renders a message's text as nodes. */
export function MessageBody({ body, newTab, code }: BodyProps): JSX.Element {
  return (
    <>
      {readMessage(body).map((block, index) =>
        block.kind === "pre" ? (
          <Code key={index} name={code} text={block.text} />
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
