import { createChatParts } from "../../transport/chat-parts.ts";
import { enDirect as words } from "../i18n/en-direct.ts";
import type { DirectChunk } from "../model/direct-chunk.ts";
import { directIcons as icons } from "../parts/direct-icons.ts";
import { createBackendFor } from "./create-backend.ts";
import { Elsewhere } from "./Elsewhere.tsx";
import { askToForget } from "./forget.ts";
import { checkAttributes } from "./check-attributes.ts";
import { expectExpiry } from "./expect-expiry.ts";

export const chunk = {
  words,
  icons,
  createChatParts(chat) {
    expectExpiry(chat);
    return createChatParts(chat, createBackendFor(chat));
  },
  checkAttributes,
  askStatus: async () => null,
  forget: { label: "forget.item", ask: askToForget },
  Elsewhere,
} satisfies DirectChunk;
// The conversation chunk is loaded beside this one. The re-export makes the build put the modules
// that both use into that chunk, and not into a third.
export { chunk as conversation } from "../conversation/chunk.tsx";
