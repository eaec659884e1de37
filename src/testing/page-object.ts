import type { PlaywrightPage } from "./playwright.ts";

/** A message of the transcript, as a visitor sees it. @public */
export interface ShownMessage {
  /** The sender. */
  readonly from: "visitor" | "agent" | "bot";
  /** The text as it is shown: a link appears without its scheme. */
  readonly text: string;
  /** The delivery state; always `sent` for messages of others. */
  readonly delivery: "pending" | "sent" | "failed";
}

/** The state of the chat as a visitor sees it. @public */
export interface ShownChat {
  /** Whether the panel is visible. */
  readonly isOpen: boolean;
  /** The number on the launcher; 9 also stands for more. */
  readonly unreadCount: number;
  /** Oldest first; of a long conversation only the messages near the end are in the page. */
  readonly messages: readonly ShownMessage[];
}

/** A visitor's actions on the chat, and their view of it. @public */
export interface ParlorPage {
  /** Presses the launcher unless the panel is open; resolves when it is open. */
  open(): Promise<void>;
  /** Presses the launcher of an open panel; resolves when the panel is gone. */
  close(): Promise<void>;
  /** Types into the field and presses Send; resolves when the transcript shows the message. */
  write(text: string): Promise<void>;
  /**
   * Attaches a file; resolves when it is ready to be sent.
   * @param file - the path of a file for Playwright; a `File` in the test's own document
   */
  attach(file: string | File): Promise<void>;
  /** The names of all files in the transcript, oldest first. */
  files(): Promise<readonly string[]>;
  /** Resolves when the panel shows the text anywhere: a part of it in any case, or a pattern. */
  shows(text: string | RegExp): Promise<void>;
  /** Returns the current state. */
  look(): Promise<ShownChat>;
}

const HOST = "[data-parlor]";
const LAUNCHER = ".l";
const WINDOW = "[part=window]";
const FIELD = "[part=composer] textarea";
const SEND = "[part=send]";
const FILE_INPUT = "[part=composer] input[type=file]";
const READY_FILE = "[part=composer] [data-upload] .is-ready";
/** Shorter than most test timeouts, so that the error can say what was missing. */
const LIMIT_MS = 4_000;

/** Self-contained: Playwright serialises the function into the page. */
function readChat(host: HTMLElement): ShownChat {
  const root = host.shadowRoot;
  const frame = root?.querySelector("[part=window]")?.closest("[hidden]");
  const rows = [...(root?.querySelectorAll("[part=log] [part=message]") ?? [])];
  return {
    isOpen: frame === null,
    unreadCount: Number.parseInt(root?.querySelector(".l i")?.textContent || "0", 10),
    messages: rows.map((row) => {
      const body = row.querySelector(".pl-b");
      const copy = body?.cloneNode(true) as Element | undefined;
      for (const hidden of copy?.querySelectorAll(".pl-vh") ?? []) hidden.remove();
      const paragraphs = [...(copy?.children ?? [])].map((one) => one.textContent);
      return {
        from:
          row.closest(".pl-group--me") !== null
            ? "visitor"
            : row.closest(".pl-group--bot") !== null
              ? "bot"
              : "agent",
        text: paragraphs.join("\n"),
        delivery:
          body?.matches(".is-failed") === true
            ? "failed"
            : body?.matches(".is-pending") === true
              ? "pending"
              : "sent",
      };
    }),
  };
}

/** The names of the files in the transcript. Self-contained, too. */
const readFiles = (host: HTMLElement): string[] =>
  [...(host.shadowRoot?.querySelectorAll<HTMLElement>("[part=log] [data-file]") ?? [])].map(
    (one) => one.dataset["file"] ?? "",
  );

/** Resolves when the transcript has another message of the visitor. Self-contained, too. */
function nextRow(host: HTMLElement): Promise<void> {
  const root = host.shadowRoot ?? host;
  const last = (): string | undefined => {
    const rows = root.querySelectorAll<HTMLElement>(".pl-group--me [data-key]");
    return rows[rows.length - 1]?.dataset["key"];
  };
  const before = last();
  return new Promise((resolve, reject) => {
    const changes = new MutationObserver(() => {
      if (last() === before) return;
      changes.disconnect();
      clearTimeout(limit);
      resolve();
    });
    const limit = setTimeout(() => {
      changes.disconnect();
      reject(new Error("Not there: the message in the transcript."));
    }, 4_000);
    changes.observe(root, { subtree: true, childList: true });
  });
}

function inPlaywright(page: PlaywrightPage): ParlorPage {
  const part = (selector: string, hasText?: string | RegExp): ReturnType<typeof page.locator> =>
    page.locator(`${HOST} ${selector}`, hasText === undefined ? {} : { hasText }).first();
  const look = (): Promise<ShownChat> => page.locator(HOST).first().evaluate(readChat);
  return {
    look,
    async open() {
      await part(LAUNCHER).waitFor();
      if (!(await look()).isOpen) await part(LAUNCHER).click();
      await part(WINDOW).waitFor();
    },
    async close() {
      if ((await look()).isOpen) await part(LAUNCHER).click();
      await part(WINDOW).waitFor({ state: "hidden" });
    },
    async write(text) {
      await part(FIELD).fill(text);
      const row = page.locator(HOST).first().evaluate(nextRow);
      await Promise.all([row, part(SEND).click()]);
    },
    async attach(file) {
      if (typeof file !== "string") throw new TypeError("Playwright attaches the path of a file.");
      await page.locator(`${HOST} ${FILE_INPUT}`).first().setInputFiles(file);
      await part(READY_FILE).waitFor();
    },
    files: () => page.locator(HOST).first().evaluate(readFiles),
    shows: (text) => part(WINDOW, text).waitFor(),
  };
}

const plain = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

function inDocument(page: Document): ParlorPage {
  const host = (): HTMLElement | null => page.querySelector<HTMLElement>(HOST);
  /** Finds visible elements of the panel only: null while it is closed. */
  const inWindow = <Kind extends HTMLElement>(selector: string): Kind | null => {
    const found = find<Kind>(selector);
    return found?.closest("[hidden]") === null ? found : null;
  };
  const find = <Kind extends HTMLElement>(selector: string): Kind | null =>
    host()?.shadowRoot?.querySelector<Kind>(selector) ?? null;

  /**
   * Calls `look` again after every change of the page.
   * @param what - named in the error after a timeout
   */
  const until = <Found>(look: () => Found | null, what: string): Promise<Found> =>
    new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        changes.disconnect();
        clearTimeout(limit);
        settle();
      };
      const check = (): void => {
        for (const root of [page, host()?.shadowRoot])
          if (root != null)
            changes.observe(root, {
              subtree: true,
              childList: true,
              characterData: true,
              attributes: true,
            });
        const found = look();
        if (found !== null) finish(() => resolve(found));
      };
      const changes = new MutationObserver(check);
      const limit = setTimeout(() => {
        const shown = plain(inWindow(WINDOW)?.textContent) || "no window";
        finish(() => reject(new Error(`Not there: ${what}. The chat shows: ${shown}`)));
      }, LIMIT_MS);
      check();
    });
  const shows = (text: string | RegExp): Promise<true> =>
    until(() => {
      const words = plain(inWindow(WINDOW)?.textContent);
      const isThere =
        typeof text === "string"
          ? words.toLowerCase().includes(plain(text).toLowerCase())
          : text.test(words);
      return isThere || null;
    }, `"${text}"`);

  return {
    look: async () => readChat(await until(host, "the chat")),
    async open() {
      const launcher = await until(() => find(LAUNCHER), "the launcher");
      if (inWindow(WINDOW) === null) launcher.click();
      await until(() => inWindow(WINDOW), "the window");
    },
    async close() {
      if (inWindow(WINDOW) !== null) find(LAUNCHER)?.click();
      await until(() => inWindow(WINDOW) === null || null, "the page without the window");
    },
    async write(text) {
      const field = await until(
        () => inWindow<HTMLTextAreaElement>(FIELD),
        "the field to write in",
      );
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
      const row = nextRow(await until(host, "the chat"));
      find(SEND)?.click();
      await row;
    },
    async attach(file) {
      if (typeof file === "string") throw new TypeError("A document attaches a File.");
      const input = await until(() => find<HTMLInputElement>(FILE_INPUT), "the attach button");
      const data = new DataTransfer();
      data.items.add(file);
      input.files = data.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      await until(() => inWindow(READY_FILE), "the file, ready to be sent");
    },
    files: async () => readFiles(await until(host, "the chat")),
    shows: async (text) => void (await shows(text)),
  };
}

/**
 * Returns a page object of the chat on a page: a visitor's actions and view, for a test.
 * @param page - a document, or a page that Playwright drives. Default: the test's own document
 * @example
 * ```ts
 * const visitor = parlorPage();
 * await visitor.open();
 * await visitor.write("Is there a night train to Verona?");
 * await visitor.shows("There is, at 21:40.");
 * ```
 * @public
 */
export function parlorPage(page: Document | PlaywrightPage = document): ParlorPage {
  return "locator" in page ? inPlaywright(page) : inDocument(page);
}
