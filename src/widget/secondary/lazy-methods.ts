import { cleanText, ParlorError, type GuestProfile, type Routing } from "../../transport/index.ts";
import type { Catalogue } from "../i18n/en.ts";
import {
  resolveOptions,
  type ResolvedOptions,
  type ThemeName,
  type WidgetOptions,
} from "../options/options.ts";
import { noteOldKeys } from "../options/note-old-names.ts";
import { withCurrentNames } from "../options/renamed.ts";
import { eraseStorage } from "../model/erase-storage.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { allOf, printTranscript, transcriptAs } from "./transcript/keep.ts";
import type { Widget } from "../shell/widget.ts";

/** A file format of the transcript. @public */
export type TranscriptFormat = "txt" | "html" | "json";

/** The visitor's identity. @public */
export interface Identity {
  /**
   * Called right before the next create call; its result is sent as `memberAuthToken`. Never put
   * into a URL.
   */
  readonly getToken?: (signal: AbortSignal) => Promise<string>;
  readonly profile?: GuestProfile;
}

/** A change of options; `undefined` resets an option to its default. @public */
export type OptionsChange = {
  readonly [Name in keyof WidgetOptions]?: WidgetOptions[Name] | undefined;
};

/** Methods of the handle whose code is fetched with the first call. */
export interface LazyMethods {
  /** Moves focus into the open panel. */
  focus(): Promise<void>;
  /** Shows the launcher again. */
  show(): Promise<void>;
  /** Hides the launcher; the panel stays as it is. */
  hide(): Promise<void>;
  /** Replaces the text in the visitor's input field; nothing is sent. */
  prefill(text: string): Promise<void>;
  /** Prints the transcript. */
  print(): Promise<void>;
  /**
   * Returns the whole transcript, created in the browser.
   * @throws ParlorError `invalid-options` for another format
   */
  exportTranscript(format: TranscriptFormat): Promise<string>;
  /**
   * Changes the language at once, to the nearest one with a catalogue.
   * @param messages - the page's own messages, which override those of the language. Default: those
   * of the options
   */
  setLocale(tag: string, messages?: Catalogue): Promise<void>;
  /**
   * Sets a theme by name, or custom properties by name: `{ "--parlor-radius": "4px" }`; null
   * removes a property.
   */
  setTheme(theme: ThemeName | Readonly<Record<`--parlor-${string}`, string | null>>): Promise<void>;
  /**
   * Sets custom fields of the next conversation; earlier ones with other names stay.
   * @throws ParlorError `conversation-active`
   */
  setAttributes(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Sets the routing of the next conversation. @throws ParlorError `conversation-active` */
  setRouting(routing: Partial<Routing>): Promise<void>;
  /**
   * Sets the visitor's identity, from the next conversation on.
   * @throws ParlorError `conversation-active`
   */
  identify(identity: Identity): Promise<void>;
  /**
   * Changes options at once.
   * @throws ParlorError `invalid-options`, also for a change of server, deployment, storage or
   * another fixed option
   */
  update(change: OptionsChange): Promise<void>;
  /** Erases everything that is stored in this browser for the deployment. */
  forget(): Promise<void>;
}

/** @internal */
export function createLazyMethods(window: Widget): LazyMethods {
  const { chat, launcher, options } = window;
  const { emit } = window.emitter;
  const set = (change: Partial<ResolvedOptions>): void => {
    options.value = { ...options.peek(), ...change };
  };
  /**
   * Options that are sent with the create call cannot be changed while a conversation is active.
   */
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
    async setLocale(tag, messages) {
      noteOldKeys(messages);
      return window.setLanguage(tag, messages);
    },
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
    async update(given) {
      const { checkChange } = await import("../options/check-options.ts");
      checkChange({ ...given });
      const change = withCurrentNames(given);
      options.value = resolveOptions({ ...options.peek(), ...change });
      const { accent, position } = options.value;
      if ("accent" in change) paint({ "--parlor-accent": accent });
      if ("position" in change) launcher.host.setAttribute("data-parlor-position", position);
      if ("locale" in change || "messages" in change)
        await window.setLanguage(given.locale ?? null);
    },
    async forget() {
      chat.forget();
      eraseStorage(options.peek().deploymentId);
    },
  };
}
