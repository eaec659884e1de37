import type { PlaywrightPage } from "./playwright.ts";

/** One message of a transcript, as a visitor sees it. @public */
export interface ShownMessage {
  /** Who wrote it. */
  readonly from: "visitor" | "agent" | "bot";
  /** As it is shown: a link without its scheme. */
  readonly text: string;
  /** `sent` for all that others wrote. */
  readonly delivery: "pending" | "sent" | "failed";
}

/** What a visitor sees of a chat. @public */
export interface ShownChat {
  /** Whether the window can be seen. */
  readonly isOpen: boolean;
  /** The number at the launcher; 9 stands for more, too. */
  readonly unreadCount: number;
  /** Oldest first; of a long conversation only those near the end are in the page. */
  readonly messages: readonly ShownMessage[];
}

/** What a visitor does with a chat, and sees of it. @public */
export interface ParlorPage {
  /** Presses the launcher, unless the window is open; resolves when it is. */
  open(): Promise<void>;
  /** Presses the launcher of an open window; resolves when it has gone. */
  close(): Promise<void>;
  /** Writes into the field and presses Send; resolves when the transcript shows it. */
  write(text: string): Promise<void>;
  /** Resolves when the window shows the text, anywhere: a part of it in any case, or a pattern. */
  shows(text: string | RegExp): Promise<void>;
  /** What is there now. */
  look(): Promise<ShownChat>;
}

const HOST = "[data-parlor]";
const LAUNCHER = ".l";
const WINDOW = "[part=window]";
const FIELD = "[part=composer] textarea";
const SEND = "[part=send]";
/** Shorter than the limit of most tests, so that what was missed is named. */
const LIMIT_MS = 4_000;

/** Self-contained: it is sent to Playwright's page as it stands. */
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

/** Resolves when one more message of the visitor stands in the transcript. Self-contained, too. */
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
    shows: (text) => part(WINDOW, text).waitFor(),
  };
}

const plain = (text: string | null | undefined): string => (text ?? "").replace(/\s+/g, " ").trim();

function inDocument(page: Document): ParlorPage {
  const host = (): HTMLElement | null => page.querySelector<HTMLElement>(HOST);
  /** What can be seen of the window: nothing while it is closed. */
  const inWindow = <Kind extends HTMLElement>(selector: string): Kind | null => {
    const found = find<Kind>(selector);
    return found?.closest("[hidden]") === null ? found : null;
  };
  const find = <Kind extends HTMLElement>(selector: string): Kind | null =>
    host()?.shadowRoot?.querySelector<Kind>(selector) ?? null;

  /** Looks again with every change of the page. @param what - what is missing while it finds nothing */
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
    shows: async (text) => void (await shows(text)),
  };
}

/**
 * The chat on a page, for a test: what a visitor does there, and sees.
 * @param page - a document, or a page in a browser that Playwright drives. Default: the document that the test runs in
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
