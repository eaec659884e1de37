import { z } from "zod";
import { defaultAttachmentRules } from "../domain/attachment-rules.ts";

const MAX_BYTES = 100 * 1024 * 1024;
/** The names of so many files still are a message's text for clients that know no files. */
const MAX_PER_MESSAGE = 10;

const mediaType = z.string().regex(/^(\*\/\*|[a-z0-9.+-]+\/(\*|[a-z0-9.+-]+))$/, {
  error: "must be a media type in small letters, such as image/png, image/* or */*",
});
const extension = z.string().regex(/^\.[^\s./\\A-Z]+$/, {
  error: "must be an extension in small letters with its dot, such as .exe",
});

/** The rules of a deployment for files, in the configuration file. */
export const attachmentRulesSchema = z
  .strictObject({
    enabled: z.boolean(),
    maxBytes: z.int().min(1).max(MAX_BYTES),
    maxPerMessage: z.int().min(1).max(MAX_PER_MESSAGE),
    maxFilesPerChat: z.int().min(1),
    maxBytesPerChat: z.int().min(1),
    announcePerMinute: z.int().min(1),
    types: z.array(mediaType).min(1),
    blockedExtensions: z.array(extension),
    unsentSeconds: z.int().min(60),
    urlSeconds: z.int().min(30).max(86_400),
    stripPictureMetadata: z.boolean(),
    from: z.enum(["both", "guests", "agents"]),
  })
  .partial()
  .superRefine((given, context) => {
    const maxBytes = given.maxBytes ?? defaultAttachmentRules.maxBytes;
    const maxBytesPerChat = given.maxBytesPerChat ?? defaultAttachmentRules.maxBytesPerChat;
    if (maxBytesPerChat >= maxBytes) return;
    context.addIssue({
      code: "custom",
      path: ["maxBytesPerChat"],
      message: `must not be smaller than maxBytes, which is ${maxBytes}`,
    });
  });
