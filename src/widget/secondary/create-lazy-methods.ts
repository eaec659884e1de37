import { cleanText, ParlorError, type GuestProfile } from "../../transport/index.ts";
import { resolveOptions, type ResolvedOptions } from "../options/options.ts";
import { checkChange } from "../options/check-options.ts";
import { noteOldName, noteOldNames } from "../options/note-old-names.ts";
import { withCurrentNames } from "../i18n/renamed.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { allOf, printTranscript, transcriptAs } from "./transcript/keep.ts";
import type { LazyCode, LazyMethods } from "../model/lazy-methods.ts";
import type { Widget } from "../model/widget.ts";

/** The methods for options that are sent with the create call of the next conversation. */
function createNextConversationMethods({
  chat,
  options,
}: Widget): Pick<LazyMethods, "setAttributes" | "setRouting" | "identify"> {
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
  return {
    async setAttributes(fields) {
      beforeStart();
      const profile: GuestProfile = options.peek().profile;
      set({ profile: { ...profile, customFields: { ...profile.customFields, ...fields } } });
    },
    async setRouting(routing) {
      beforeStart();
      const { label, ...before } = options.peek().routing;
      // The name of a team is not that of another.
      const isSame = routing.queue === undefined || routing.queue === before.queue;
      set({
        routing: { ...before, ...(isSame && label !== undefined && { label }), ...routing },
      });
    },
    async identify({ getToken, profile }) {
      beforeStart();
      set({
        ...(getToken !== undefined && { getMemberAuthToken: getToken }),
        ...(profile !== undefined && { profile: { ...options.peek().profile, ...profile } }),
      });
    },
  };
}

/** @internal */
export function createLazyMethods(window: Widget): LazyCode {
  const { chat, launcher, options, panel, translator } = window;
  const { emit } = window.emitter;
  const paint = (properties: Readonly<Record<string, string | null>>): void => {
    for (const [name, value] of Object.entries(properties))
      launcher.host.style.setProperty(name, value);
  };
  return {
    noteOldName,
    async focus() {
      (panel.field.current ?? panel.title.current)?.focus();
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
      const field = panel.field.current;
      if (field === null) {
        persistedValue("draft", options.peek().deploymentId, "sessionStorage").write(text || null);
        return;
      }
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    },
    async print() {
      printTranscript(await allOf(chat, options.peek().company, translator));
    },
    async exportTranscript(format) {
      if (!["txt", "html", "json"].includes(format))
        throw new ParlorError("invalid-options", `There is no transcript as "${format}"`);
      return transcriptAs(await allOf(chat, options.peek().company, translator), format);
    },
    async setLocale(tag, messages) {
      noteOldNames(messages ?? {});
      return window.setLanguage(tag, messages);
    },
    async setTheme(theme) {
      if (typeof theme === "string") return this.update({ theme });
      paint(theme);
    },
    ...createNextConversationMethods(window),
    async update(given) {
      checkChange({ ...given });
      const change = withCurrentNames(given);
      options.value = resolveOptions({ ...options.peek(), ...change });
      const { accent, position } = options.value;
      if ("accent" in change) paint({ "--parlor-accent": accent });
      if ("position" in change) launcher.host.setAttribute("data-parlor-position", position);
      // A page without the Navigation API says so that its address has changed.
      launcher.button.dispatchEvent(new Event("popstate"));
      if ("locale" in change || "messages" in change)
        await window.setLanguage(given.locale ?? null);
    },
  };
}
