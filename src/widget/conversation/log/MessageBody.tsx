import type { JSX } from "preact";
import { useScrollStop } from "../use-scroll-stop.ts";
import type { Part } from "../../model/message-blocks.ts";
import { readMessage } from "./message-text.ts";

/** The attributes of a link; its destination opens in a new tab. */
export const linkProps = (href: string, newTab: string) =>
  ({
    href,
    target: "_blank",
    rel: "noopener noreferrer",
    // Keys lead from the message to its links, so that the log stays a single tab stop.
    tabIndex: -1,
    // The style sheet draws it, so that it is not copied with the message.
    "data-new-tab": newTab,
  }) as const;

/** Renders a piece of plain text. */
export function show(part: Part, index: number, newTab: string): JSX.Element | string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code key={index}>{part.text}</code>;
    case "link":
      return (
        <a
          {...linkProps(part.href, newTab)}
          key={index}
          // A mark before the address cannot turn its direction.
          dir="ltr"
          data-host={part.host}
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
