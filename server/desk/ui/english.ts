import { en } from "../../../src/widget/i18n/en.ts";
import { enConversation } from "../../../src/widget/i18n/en-conversation.ts";
import { enRich } from "../../../src/widget/i18n/en-rich.ts";
import { createTranslator } from "../../../src/widget/i18n/translator.ts";

/** The desk is English; its dates and times have the form of the agent's own locale. */
export const english = createTranslator(() => [en, enConversation, enRich]);

/** The hidden words of a message's links and code. */
export const bodyWords = { newTab: english.t("log.newTab"), code: english.t("log.code") };
