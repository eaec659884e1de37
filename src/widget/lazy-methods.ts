import { cleanText, ParlorError, type GuestProfile, type Routing } from "../transport/index.ts";
import type { Catalogue } from "./i18n/en.ts";
import {
  resolveOptions,
  type ResolvedOptions,
  type ThemeName,
  type WidgetOptions,
} from "./options.ts";
import { eraseStorage } from "./state/erase-storage.ts";
import { persistedValue } from "./state/persisted-value.ts";
import { allOf, printTranscript, transcriptAs } from "./transcript/keep.ts";
import type { Widget } from "./widget.ts";

/** A form in which the transcript can be handed over. @public */
export type TranscriptFormat = "txt" | "html" | "json";

/** Who the visitor is. @public */
export interface Identity {
  /** Asked right before the next create call; its answer is sent as `memberAuthToken`. Never put into a URL. */
  readonly getToken?: (signal: AbortSignal) => Promise<string>;
  readonly profile?: GuestProfile;
}

/** Options to be changed; `undefined` puts one back to its default. @public */
export type OptionsChange = {
  readonly [Name in keyof WidgetOptions]?: WidgetOptions[Name] | undefined;
};

/** The verbs of a handle that nobody needs at once. */
export interface LazyMethods {
  /** Moves focus into the open window. */
  focus(): Promise<void>;
  /** Shows the launcher again. */
  show(): Promise<void>;
  /** Hides the launcher; the window stays as it is. */
  hide(): Promise<void>;
  /** Puts text into the visitor's field, over what is there; nothing is sent. */
  prefill(text: string): Promise<void>;
  /** Prints the transcript. */
  print(): Promise<void>;
  /** The whole transcript, made in the browser. @throws ParlorError `invalid-options` for another format */
  exportTranscript(format: TranscriptFormat): Promise<string>;
  /**
   * Changes the language, at once: the nearest one that there are words for.
   * @param messages - the page's own words, over those of the language. Default: those of the options
   */
  setLocale(tag: string, messages?: Catalogue): Promise<void>;
  /** A theme by name, or custom properties by name: `{ "--parlor-radius": "4px" }`; null takes one back. */
  setTheme(theme: ThemeName | Readonly<Record<`--parlor-${string}`, string | null>>): Promise<void>;
  /** Custom fields of the next conversation, over those of before. @throws ParlorError `conversation-active` */
  setAttributes(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Where the next conversation goes. @throws ParlorError `conversation-active` */
  setRouting(routing: Partial<Routing>): Promise<void>;
  /** Who the visitor is, from the next conversation on. @throws ParlorError `conversation-active` */
  identify(identity: Identity): Promise<void>;
  /** Changes options at once. @throws ParlorError `invalid-options`; server, deployment and storage cannot be changed */
  update(change: OptionsChange): Promise<void>;
  /** Erases all that is stored here. */
  forget(): Promise<void>;
}

/** @internal */
export function createLazyMethods(window: Widget): LazyMethods {
  const { chat, launcher, options } = window;
  const { emit } = window.emitter;
  const set = (change: Partial<ResolvedOptions>): void => {
    options.value = { ...options.peek(), ...change };
  };
  /** What goes along with the create call cannot be changed behind it. */
  const beforeStart = (): void => {
    if (["starting", "waiting", "talking"].includes(chat.get().phase.kind))
      throw new ParlorError("conversation-active", "It goes along with the next conversation");
  };
  const paint = (properties: Readonly<Record<string, string | null>>): void => {
    for (const [name, value] of Object.entries(properties))
      launcher.host.style.setProperty(name, value);
  };
  return {
    async focus() {
      const { root } = launcher;
      (root.querySelector("textarea") ?? root.querySelector<HTMLElement>("[tabindex]"))?.focus();
    },
    async show() {
      launcher.button.hidden = false;
      emit("launcher:shown");
    },
    async hide() {
      launcher.button.hidden = true;
      emit("launcher:hidden");
    },
    async prefill(given) {
      const text = cleanText(given);
      const field = launcher.root.querySelector<HTMLTextAreaElement>(".pl-composer textarea");
      if (field === null) {
        persistedValue("draft", options.peek().deploymentId, "sessionStorage").write(text || null);
        return;
      }
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    },
    async print() {
      printTranscript(await allOf(chat, options.peek().company));
    },
    async exportTranscript(format) {
      if (!["txt", "html", "json"].includes(format))
        throw new ParlorError("invalid-options", `There is no transcript as "${format}"`);
      return transcriptAs(await allOf(chat, options.peek().company), format);
    },
    setLocale: (tag, messages) => window.setLanguage(tag, messages),
    async setTheme(theme) {
      if (typeof theme === "string") return this.update({ theme });
      paint(theme);
    },
    async setAttributes(fields) {
      beforeStart();
      const profile: GuestProfile = options.peek().profile;
      set({ profile: { ...profile, customFields: { ...profile.customFields, ...fields } } });
    },
    async setRouting(routing) {
      beforeStart();
      set({ routing: { ...options.peek().routing, ...routing } });
    },
    async identify({ getToken, profile }) {
      beforeStart();
      set({
        ...(getToken !== undefined && { getMemberAuthToken: getToken }),
        ...(profile !== undefined && { profile: { ...options.peek().profile, ...profile } }),
      });
    },
    async update(change) {
      const { checkChange } = await import("./check-options.ts");
      checkChange({ ...change });
      options.value = resolveOptions({ ...options.peek(), ...change });
      const { accent, position } = options.value;
      if ("accent" in change) paint({ "--parlor-accent": accent });
      if ("position" in change) launcher.host.setAttribute("data-parlor-position", position);
      if ("locale" in change || "messages" in change)
        await window.setLanguage(change.locale ?? null);
    },
    async forget() {
      chat.forget();
      eraseStorage(options.peek().deploymentId);
    },
  };
}
