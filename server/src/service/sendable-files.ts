import { checkSendable, type Attachment } from "../domain/attachment.ts";
import type { AttachmentStore } from "./attachment-store.ts";

/**
 * The files that go out with a message, in the order of their ids. The commit checks them again.
 * @throws DomainError as {@link checkSendable}
 */
export async function loadSendable(
  store: Pick<AttachmentStore, "attachment">,
  sender: { readonly conversationId: string; readonly memberId: string },
  ids: readonly string[],
): Promise<readonly Attachment[]> {
  const files: Attachment[] = [];
  for (const id of ids)
    files.push(checkSendable((await store.attachment(id)) ?? undefined, sender));
  return files;
}
