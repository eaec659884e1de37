import type { Message, RichContent } from "../../transport/index.ts";

/** The content of a message that the visitor answers. */
export const richOf = ({ content }: Pick<Message, "content">): readonly RichContent[] =>
  content.filter(
    (one) => one.kind !== "file" && one.kind !== "answer" && one.kind !== "unsupported",
  );
