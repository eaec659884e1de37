import { en, type Catalogue } from "../../src/widget/i18n/en.ts";
import { enAttach } from "../../src/widget/i18n/en-attach.ts";
import { enHello } from "../../src/widget/i18n/en-hello.ts";
import { enLeaveMessage } from "../../src/widget/i18n/en-leave-message.ts";
import { enPreChat } from "../../src/widget/i18n/en-pre-chat.ts";
import { enDirect } from "../../src/widget/i18n/en-direct.ts";
import { enRich } from "../../src/widget/i18n/en-rich.ts";
import { enRowFiles } from "../../src/widget/i18n/en-row-files.ts";
import { enSecondary } from "../../src/widget/i18n/en-secondary.ts";
import { enConversation } from "../../src/widget/i18n/en-conversation.ts";

/*
 * The pseudo-language en-XA: English with accents, a third longer, each text between marks. A
 * visible text without marks is not in the catalogue.
 */

const accents: Readonly<Record<string, string>> = {
  a: "á",
  e: "é",
  i: "í",
  o: "ó",
  u: "ú",
  n: "ñ",
};

function pseudo(text: string): string {
  const body = text.replace(/\{\w+\}|[aeioun]/g, (found) => accents[found] ?? found);
  return `⟦${body}${"~".repeat(Math.ceil(text.length / 3))}⟧`;
}

export const pseudoMessages: Catalogue = Object.fromEntries(
  Object.entries({
    ...en,
    ...enConversation,
    ...enAttach,
    ...enDirect,
    ...enRich,
    ...enRowFiles,
    ...enSecondary,
    ...enPreChat,
    ...enHello,
    ...enLeaveMessage,
  }).map(([key, entry]) => [
    key,
    typeof entry === "string"
      ? pseudo(entry)
      : Object.fromEntries(Object.entries(entry).map(([form, text]) => [form, pseudo(text)])),
  ]),
);
