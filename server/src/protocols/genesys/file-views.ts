import type {
  Attachment as AttachmentView,
  AttachmentLimits,
  AttachmentState,
  AttachmentUpload,
} from "parlor-contract/parlor.generated";
import { compact, iso } from "parlor-contract/views";
import type { Attachment, AttachmentRefusal } from "../../domain/attachment.ts";
import type { AttachmentRules } from "../../domain/attachment-rules.ts";
import type { MessageFile } from "../../domain/message-file.ts";
import type { Message } from "../../domain/model.ts";
import type { AddressTerms, FileAddresses } from "../../plugins/file-addresses.ts";
import type { ErrorCode } from "./error-codes.ts";

/* The bodies of the extension `attachments`. */

/** Signs the addresses of one answer or frame. */
export interface FileLinks {
  readonly addresses: FileAddresses;
  readonly terms: AddressTerms;
}

/** The code with which the state of a refused file says why. */
const refusalCodes: Readonly<Record<AttachmentRefusal, ErrorCode>> = {
  "type-not-allowed": "attachment.type.not.allowed",
  infected: "attachment.refused",
  unreadable: "attachment.refused",
  unavailable: "service.unavailable",
};

/** A file that was sent is still ready; the state of a deleted one is never asked for. */
const wireStates: Readonly<Record<Attachment["state"], AttachmentState["state"]>> = {
  awaiting: "awaiting",
  checking: "checking",
  ready: "ready",
  sent: "ready",
  refused: "refused",
  deleted: "refused",
};

export function limitsView(rules: AttachmentRules): AttachmentLimits {
  const { maxBytes, maxPerMessage, types, blockedExtensions } = rules;
  return { maxBytes, maxPerMessage, types, blockedExtensions };
}

/** The files of a message, with addresses that work now; without any when `links` is null. */
export function messageAttachments(
  { files = [], isFallback = false }: Pick<Message, "files" | "isFallback">,
  links: FileLinks | null,
): { readonly attachments: readonly AttachmentView[]; readonly bodyIsFallback: boolean } {
  return { attachments: files.map((file) => fileView(file, links)), bodyIsFallback: isFallback };
}

function fileView(file: MessageFile, links: FileLinks | null): AttachmentView {
  const { id, name, type, size, width, height, hasThumbnail, isGone } = file;
  return {
    ...compact({ id, name, type, size, width, height, hasThumbnail }),
    ...(!isGone && links !== null && addressesOf(file, links)),
  };
}

function addressesOf(
  file: Pick<MessageFile, "id" | "name" | "hasThumbnail">,
  { addresses, terms }: FileLinks,
): Pick<AttachmentView, "url" | "thumbnailUrl" | "urlExpiresAt"> {
  const { url, expiresAt } = addresses.download(file, "file", terms);
  return {
    url,
    ...(file.hasThumbnail && { thumbnailUrl: addresses.download(file, "thumb", terms).url }),
    urlExpiresAt: iso(expiresAt),
  };
}

export function stateView(file: Attachment, links: FileLinks): AttachmentState {
  const { id, name, type, size, width, height, hasThumbnail, refusal } = file;
  const isReady = file.state === "ready" || file.state === "sent";
  return {
    ...compact({ id, name, type, size, width, height, hasThumbnail }),
    state: wireStates[file.state],
    ...(refusal !== null && { code: refusalCodes[refusal] }),
    ...(isReady && addressesOf(file, links)),
  };
}

/** How the bytes of an announced file are sent. */
export function uploadView(
  { id, type }: Pick<Attachment, "id" | "type">,
  { addresses, terms }: FileLinks,
): AttachmentUpload {
  const { url, expiresAt } = addresses.upload(id, terms);
  return {
    id,
    state: "awaiting",
    upload: {
      method: "PUT",
      url,
      headers: { "Content-Type": type },
      expiresAt: iso(expiresAt),
    },
  };
}
