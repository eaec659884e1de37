import { fileIds, type SentContent } from "../../conversation/message.ts";
import { isAnswerContent, type AnswerContent } from "../../conversation/rich-content.ts";

/** An answer as the server reads it: one payload, or those of several items of a list. */
const wireAnswer = ({ to, of, payloads }: AnswerContent, text: string): object => ({
  messageId: to,
  kind: of,
  text,
  ...(payloads.length === 1 ? { payload: payloads[0] } : { payloads }),
});

/** The body of the request that sends a message. */
export function messageBody(body: string, content: readonly SentContent[]): object {
  const attachmentIds = fileIds(content);
  const answer = content.find(isAnswerContent);
  return {
    body,
    bodyType: "standard",
    ...(attachmentIds.length > 0 && { attachmentIds }),
    ...(answer && { answer: wireAnswer(answer, body) }),
  };
}
