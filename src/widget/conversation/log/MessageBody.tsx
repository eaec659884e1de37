import type { JSX } from "preact";
import { t } from "../../i18n/translate.ts";
import { readMessage, type Part } from "./message-text.ts";

function show(part: Part, index: number): JSX.Element | string {
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
          <span class="pl-vh"> {t("log.newTab")}</span>
        </a>
      );
  }
}

/** Renders a message's text as nodes. */
export function MessageBody({ body }: { body: string }): JSX.Element {
  return (
    <>
      {readMessage(body).map((block, index) =>
        block.kind === "pre" ? (
          <pre key={index} tabIndex={-1}>
            {block.text}
          </pre>
        ) : (
          <p key={index} dir="auto">
            {block.parts.map(show)}
          </p>
        ),
      )}
    </>
  );
}
