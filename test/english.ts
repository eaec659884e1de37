import { en } from "../src/widget/i18n/en.ts";
import { enConversation } from "../src/widget/i18n/en-conversation.ts";
import { enPreChat } from "../src/widget/i18n/en-pre-chat.ts";
import { enRich } from "../src/widget/i18n/en-rich.ts";
import { enSecondary } from "../src/widget/i18n/en-secondary.ts";
import { createTranslator } from "../src/widget/i18n/translator.ts";

/** A translator with all English messages, for tests of code that gets a translator. */
export const english = createTranslator(() => [en, enConversation, enSecondary, enPreChat, enRich]);
