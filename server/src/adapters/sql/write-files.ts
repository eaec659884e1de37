import { z } from "zod";
import { checkSendable, type Attachment } from "../../domain/attachment.ts";
import type { ChangeResult } from "../../domain/conversation-change.ts";
import type { Message } from "../../domain/model.ts";
import { toAttachment } from "./attachment-rows.ts";
import type { Statements } from "./statements.ts";

/* The files of messages, as far as a commit reads and writes them. */

const attachmentRow = z.object({
  id: z.string(),
  conversation_id: z.string(),
  uploader_id: z.string(),
  message_id: z.string().nullable(),
  position: z.number(),
  name: z.string(),
  type: z.string(),
  size: z.number(),
  sha256: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  has_thumbnail: z.number(),
  state: z.string(),
  refusal: z.string().nullable(),
  created_at: z.number(),
  ready_at: z.number().nullable(),
  upload_key: z.string().nullable(),
  announced_hash: z.string(),
});

const OF_MESSAGE = "select * from attachments where message_id = ? order by position";
const BY_ID = "select * from attachments where id = ?";
const SEND = "update attachments set state = 'sent', message_id = ?, position = ? where id = ?";

export function filesOfMessage(statements: Statements, messageId: string): readonly Attachment[] {
  return statements
    .all(OF_MESSAGE, [messageId])
    .map((row) => toAttachment(attachmentRow.parse(row)));
}

/**
 * Checks that each file of the new messages may still go out. It is called before anything is
 * written, because a commit that throws must not have written a part.
 * @throws DomainError as {@link checkSendable}
 */
export function checkFiles(statements: Statements, { messages }: ChangeResult): void {
  for (const message of messages)
    for (const { id } of message.files ?? []) {
      const row = statements.first(BY_ID, [id]);
      const file = row === undefined ? undefined : toAttachment(attachmentRow.parse(row));
      checkSendable(file, { ...message, memberId: message.senderId });
    }
}

/** Gives the files to their message, in the transaction that stores it. */
export function writeFiles(statements: Statements, { id, files = [] }: Message): void {
  for (const [position, file] of files.entries()) statements.run(SEND, [id, position, file.id]);
}
