import { expect, test } from "vitest";
import { productModules } from "../../../test/module-graph.ts";
import { textOf } from "../../../test/syntax.ts";
import { en, type Catalogue } from "./en.ts";
import { enConversation } from "./en-conversation.ts";
import { enAttach } from "./en-attach.ts";
import { enDirect } from "./en-direct.ts";
import { enRich } from "./en-rich.ts";
import { enHello } from "./en-hello.ts";
import { enLeaveMessage } from "./en-leave-message.ts";
import { enPreChat } from "./en-pre-chat.ts";
import { enRowFiles } from "./en-row-files.ts";
import { enSecondary } from "./en-secondary.ts";

/* A message is there only if its part of the catalogue is fetched with or before its user. */

const shell = [en];
const conversation = [...shell, enConversation];
/** The parts that are there when the code of a folder runs; the first match counts. */
const partsOf: readonly (readonly [folder: string, parts: readonly Catalogue[]])[] = [
  ["loader/", shell],
  ["shell/", shell],
  ["secondary/transcript/keep.ts", [...conversation, enSecondary]],
  // A page exports a transcript while no part of the secondary chunk is drawn.
  ["secondary/transcript/", conversation],
  ["secondary/", [...conversation, enSecondary]],
  ["direct/", [...conversation, enDirect]],
  ["attach/", [...conversation, enAttach]],
  ["rich/", [...conversation, enRich]],
  ["row-files/", [...conversation, enRowFiles]],
  ["hello/", [...conversation, enHello]],
  ["leave-message/", [...conversation, enPreChat, enLeaveMessage]],
  ["pre-chat/", [...conversation, enPreChat]],
  ["", conversation],
];
const all: readonly string[] = [
  ...conversation,
  enAttach,
  enRowFiles,
  enSecondary,
  enDirect,
  enHello,
  enPreChat,
  enLeaveMessage,
].flatMap((part) => Object.keys(part));

/** The keys that a string can mean; `…` stands for an expression in it. */
function keysFor(text: string): readonly string[] {
  if (!text.includes("…")) return all.filter((key) => key === text);
  const [head = "", ...rest] = text.split("…");
  return head === "" && !rest.some((part) => part.startsWith("."))
    ? []
    : all.filter((key) => key.startsWith(head) && key.endsWith(rest.at(-1) ?? ""));
}

test("each chunk uses messages of the parts of the catalogue that are fetched with or before it", () => {
  const missing = productModules().flatMap(({ path, nodes }) => {
    const file = /^src\/widget\/(?!i18n\/)(.*)$/.exec(path)?.[1];
    if (file === undefined) return [];
    const [, parts = []] = partsOf.find(([folder]) => file.startsWith(folder)) ?? [];
    return nodes
      .map((node) => textOf(node) ?? "")
      .filter((text) => {
        const keys = keysFor(text);
        return keys.length > 0 && !keys.some((key) => parts.some((part) => key in part));
      })
      .map((text) => `${file}: ${text}`);
  });
  expect(missing).toEqual([]);
});
