import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { en, type Catalogue } from "./en.ts";
import { enAttach } from "./en-attach.ts";
import { enHello } from "./en-hello.ts";
import { enLeaveMessage } from "./en-leave-message.ts";
import { enPreChat } from "./en-pre-chat.ts";
import { enDirect } from "./en-direct.ts";
import { enRich } from "./en-rich.ts";
import { enRowFiles } from "./en-row-files.ts";
import { enSecondary } from "./en-secondary.ts";
import { enConversation } from "./en-conversation.ts";
import { launcherNames, languages } from "./languages.ts";

const parts: readonly Catalogue[] = [
  en,
  enConversation,
  enAttach,
  enDirect,
  enRich,
  enRowFiles,
  enSecondary,
  enHello,
  enPreChat,
  enLeaveMessage,
];
const english: Catalogue = Object.assign({}, ...parts);
const translated = languages.filter((tag) => tag !== "en");
const wordsOf = async (tag: string): Promise<Catalogue> =>
  ((await import(`./locales/${tag}.ts`)) as { words: Catalogue }).words;
const formsOf = (entry: Catalogue[string] | undefined): readonly string[] =>
  typeof entry === "string" ? [entry] : Object.values(entry ?? {});
const gapsOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

test("each language has a file, and each file a language", () => {
  const files = readdirSync(new URL("locales", import.meta.url));
  expect(files.map((file) => file.replace(".ts", ""))).toEqual([...translated].sort());
});

test("each message belongs to one part of the catalogue", () => {
  const keys = parts.flatMap((part) => Object.keys(part));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("each message is translated into all languages or into none, and no language has any other", async () => {
  const keysOf = async (tag: string): Promise<string[]> => Object.keys(await wordsOf(tag)).sort();
  const german = await keysOf("de");
  expect(german.filter((key) => !(key in english))).toEqual([]);
  for (const tag of translated) expect(await keysOf(tag), tag).toEqual(german);
});

test.each(translated)("%s fills the same gaps as the English", async (tag) => {
  const words = await wordsOf(tag);
  for (const [key, entry] of Object.entries(words)) {
    const wanted = gapsOf(formsOf(english[key]).at(-1) ?? "");
    for (const form of formsOf(entry)) {
      expect(form.trim(), key).not.toBe("");
      // A plural form for a single number may spell it out.
      const found = gapsOf(form);
      const isWhole = found.includes("n") || !wanted.includes("n");
      expect(isWhole ? found : [...found, "n"].sort(), `${key}: ${form}`).toEqual(wanted);
    }
  }
});

test.each(languages)("%s has a form for every number that its grammar tells apart", async (tag) => {
  const words = tag === "en" ? english : await wordsOf(tag);
  for (const [key, entry] of Object.entries(words)) {
    if (typeof entry === "string") continue;
    const type = key === "ordinal" ? "ordinal" : "cardinal";
    const rules = new Intl.PluralRules(tag, { type });
    for (let n = 0; n <= 200; n++) {
      const form = entry[rules.select(n)] ?? (type === "ordinal" ? entry.other : undefined);
      expect(form, `${key}, ${n}: ${rules.select(n)}`).toBeDefined();
    }
  }
});

test.each(translated)("%s: the launcher says what the catalogue says", async (tag) => {
  expect((await wordsOf(tag))["launcher.open"]).toBe(launcherNames[tag]);
});
