import type { ComponentChildren, JSX } from "preact";
import { Code, show, type BodyProps } from "../conversation/log/MessageBody.tsx";
import type { FormattedBlock, Inline, LabelledLink, ListItem } from "../model/message-blocks.ts";
import { Icon } from "../parts/Icon.tsx";
import { readFormatted } from "./read-formatted.ts";

/** The hidden words of links and code. */
type Words = Pick<BodyProps, "newTab" | "code">;

const tags = { bold: "strong", italic: "em", strike: "s" } as const;

/** A link with a text of its own: where it leads stands beside it. */
function Labelled({ link, words }: { link: LabelledLink; words: Words }): JSX.Element {
  const text = (
    <>
      <bdi>{inline(link.parts, words)}</bdi>
      <Icon name="ext" size={14} />
    </>
  );
  return (
    <>
      {show({ kind: "link", href: link.href, text }, 0, words.newTab)}
      {/* The style sheet draws it, so that it is not copied with the message. */}
      <span class="pl-b__host" dir="ltr" data-to={link.to} />
    </>
  );
}

function inline(parts: readonly Inline[], words: Words): ComponentChildren {
  return parts.map((part, index) => {
    if (part.kind === "label") return <Labelled key={index} link={part} words={words} />;
    if (!("parts" in part)) return show(part, index, words.newTab);
    const Tag = tags[part.kind];
    return <Tag key={index}>{inline(part.parts, words)}</Tag>;
  });
}

function Item({ item, words }: { item: ListItem; words: Words }): JSX.Element {
  const { number, blocks } = item;
  return (
    <li {...(number !== null && { value: number })}>
      <Blocks blocks={blocks} words={words} isInner />
    </li>
  );
}

function Blocks({
  blocks,
  words,
  isInner = false,
}: {
  blocks: readonly FormattedBlock[];
  words: Words;
  /** Within a list or a quote, whose direction is that of its first words. */
  isInner?: boolean;
}): JSX.Element {
  const direction = isInner ? {} : { dir: "auto" as const };
  return (
    <>
      {blocks.map((block, index) => {
        switch (block.kind) {
          case "pre":
            return <Code key={index} name={words.code} text={block.text} />;
          case "quote":
            return (
              <blockquote key={index} {...direction}>
                <Blocks blocks={block.blocks} words={words} isInner />
              </blockquote>
            );
          case "list": {
            const Tag = block.isOrdered ? "ol" : "ul";
            return (
              // Safari drops the role of a list that a host's style has taken the marks from.
              <Tag key={index} role="list" {...direction}>
                {block.items.map((item, at) => (
                  <Item key={at} item={item} words={words} />
                ))}
              </Tag>
            );
          }
          case "line":
            return (
              <div key={index} {...direction}>
                {block.parts.length === 0 ? <br /> : inline(block.parts, words)}
              </div>
            );
        }
      })}
    </>
  );
}

/** Renders formatted text as nodes. */
export const FormattedBody = ({ body, newTab, code }: BodyProps): JSX.Element => (
  <Blocks blocks={readFormatted(body)} words={{ newTab, code }} />
);
