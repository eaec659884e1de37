import { effect } from "@preact/signals";
import { beforeEach, expect, test, vi } from "vitest";
import { en } from "./en.ts";
import { enPreChat } from "./en-pre-chat.ts";
import { enSecondary } from "./en-secondary.ts";
import type { Packed, WordsPart } from "./fetch-words.ts";
import { createTranslator, type Translator } from "./translator.ts";

/* The parts of a catalogue, as they are fetched: which ones, and what is shown meanwhile. */

/** The parts of a language as the server sends them; a request waits for `answer`. */
const parts: Readonly<Record<string, Packed>> = {
  de: { "composer.send": "Senden" },
  "de secondary": { "menu.back": "Zurück" },
  "de pre-chat": { "form.start": "Chat starten" },
  fr: { "composer.send": "Envoyer" },
  "fr secondary": { "menu.back": "Retour" },
};
const requests = vi.hoisted(
  () => new Map<string, { resolve: (found: unknown) => void; reject: () => void }>(),
);
vi.mock("./fetch-words.ts", () => ({
  fetchWords: (tag: string, part: WordsPart) =>
    new Promise((resolve, reject) =>
      requests.set([tag, part].join(" ").trim(), { resolve, reject }),
    ),
  unpack: (packed: Packed) => packed,
}));
beforeEach(() => requests.clear());

/** Answers requests in turn, each as soon as it has come; nobody may ask for others. */
async function answer(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await vi.waitFor(() => expect([...requests.keys()]).toEqual([name]));
    requests.get(name)?.resolve({ words: parts[name] });
    requests.delete(name);
  }
}
async function refuse(name: string): Promise<void> {
  await vi.waitFor(() => expect([...requests.keys()]).toEqual([name]));
  requests.get(name)?.reject();
  requests.delete(name);
}

interface Screen {
  readonly translator: Translator;
  /** The texts of a composer and a menu, as they change; `…` while messages are missing. */
  readonly shown: string[];
}

/** Shows messages of the first part at once, and later those of the secondary part, too. */
function screen(): Screen & { readonly openMenu: () => void } {
  const translator = createTranslator(() => [en, enSecondary, enPreChat]);
  const { t, hasWords } = translator;
  const shown: string[] = [];
  const follow = (show: () => string): void => {
    let last = "";
    effect(() => {
      const text = show();
      if (text !== last) shown.push(text);
      last = text;
    });
  };
  follow(() => t("composer.send"));
  return {
    translator,
    shown,
    openMenu: () => follow(() => (hasWords("secondary") ? t("menu.back") : "…")),
  };
}

test("a later part is fetched with its first use, and nothing is shown before it is there", async () => {
  const { translator, shown, openMenu } = screen();
  const isSet = translator.setLanguage("de", {});
  await answer("de");
  await isSet;
  expect(shown).toEqual(["Send message", "Senden"]);
  openMenu();
  expect(shown.at(-1)).toBe("…");
  await answer("de secondary");
  await vi.waitFor(() => expect(shown).toEqual(["Send message", "Senden", "…", "Zurück"]));
  expect(requests.size).toBe(0);
});

test("a part that cannot be fetched is shown in English", async () => {
  const { translator, shown, openMenu } = screen();
  const isSet = translator.setLanguage("de", {});
  await answer("de");
  await isSet;
  openMenu();
  await refuse("de secondary");
  await vi.waitFor(() => expect(shown).toEqual(["Send message", "Senden", "…", "Back"]));
});

test("another language is shown when the parts that are in use have come, all at once", async () => {
  const { translator, shown, openMenu } = screen();
  const german = translator.setLanguage("de", {});
  await answer("de");
  await german;
  openMenu();
  await answer("de secondary");
  await vi.waitFor(() => expect(shown.at(-1)).toBe("Zurück"));
  const french = translator.setLanguage("fr", {});
  await answer("fr");
  await vi.waitFor(() => expect([...requests.keys()]).toEqual(["fr secondary"]));
  expect(translator.language.value).toBe("de");
  await answer("fr secondary");
  await french;
  expect(shown.slice(-2).toSorted()).toEqual(["Envoyer", "Retour"]);
});

test("a part that is used while the language is being fetched comes with it", async () => {
  const { translator, shown, openMenu } = screen();
  const isSet = translator.setLanguage("de", {});
  await vi.waitFor(() => expect(requests.size).toBe(1));
  openMenu();
  expect(shown).toEqual(["Send message", "Back"]);
  await answer("de", "de secondary");
  await isSet;
  expect(shown.slice(2).toSorted()).toEqual(["Senden", "Zurück"]);
});

test("without one of its parts the language does not change", async () => {
  const { translator, shown, openMenu } = screen();
  openMenu();
  const isSet = translator.setLanguage("de", {});
  const refused = expect(isSet).rejects.toBeUndefined();
  await answer("de");
  await refuse("de secondary");
  await refused;
  expect(translator.language.value).toBe("en");
  expect(shown).toEqual(["Send message", "Back"]);
});

test("two widgets fetch the parts that each of them uses", async () => {
  const [one, other] = [screen(), screen()];
  const areSet = [one.translator.setLanguage("de", {})];
  await answer("de");
  areSet.push(other.translator.setLanguage("fr", {}));
  await answer("fr");
  await Promise.all(areSet);
  expect(one.translator.hasWords("pre-chat")).toBe(false);
  await answer("de pre-chat");
  await vi.waitFor(() => expect(one.translator.hasWords("pre-chat")).toBe(true));
  expect(one.translator.t("form.start")).toBe("Chat starten");
  expect(other.translator.t("form.start")).toBe("Start chat");
  expect(requests.size).toBe(0);
});
