import type { Message } from "../../conversation/message.ts";

type Part = Message["content"][number];

const idsOf = (content: readonly Part[]): string =>
  content.flatMap((one) => (one.kind === "file" ? one.id : [])).join();

/**
 * Whether two messages have the same text, but for what servers trim, and the same files. The
 * conversation has the same rule in a module that the build would make a chunk of its own for this.
 */
export const isSameContent = (
  a: Pick<Message, "body" | "content">,
  b: Pick<Message, "body" | "content">,
): boolean => a.body.trim() === b.body.trim() && idsOf(a.content) === idsOf(b.content);
