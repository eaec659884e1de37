import type { ChangeResult } from "../../domain/conversation-change.ts";
import { alreadyAnswered } from "../../domain/rich.ts";
import type { Statements } from "./statements.ts";

const ANSWER = "select id from messages where conversation_id = ? and answer_to = ?";

/**
 * Checks that no content is answered twice. It is called before anything is written, because a
 * commit that throws must not have written a part.
 * @throws DomainError `answer-already-given`
 */
export function checkAnswers(statements: Statements, { messages }: ChangeResult): void {
  for (const { conversationId, answer } of messages)
    if (answer !== undefined)
      if (statements.first(ANSWER, [conversationId, answer.messageId]) !== undefined)
        throw alreadyAnswered();
}
