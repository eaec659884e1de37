import { cleanText, ParlorError, type GuestProfile } from "../../transport/index.ts";
import { resolveOptions, type ResolvedOptions } from "../options/options.ts";
import { checkChange } from "../options/check-options.ts";
import { noteOldName, noteOldNames } from "../options/note-old-names.ts";
import { withCurrentNames } from "../i18n/renamed.ts";
import { DirectSlot } from "../model/chunk-slots.tsx";
import { DIRECT } from "../model/direct-chunk.ts";
import { persistedValue } from "../model/persisted-value.ts";
import { allOf, printTranscript, transcriptAs } from "./transcript/keep.ts";
import type { LazyCode, LazyMethods } from "../model/lazy-methods.ts";
import { reset } from "../model/reset.ts";
import type { Widget } from "../model/widget.ts";

/** The methods for options that are sent with the create call of the next conversation. */
function createNextConversationMethods({
  chat,
  options,
}: Widget): Pick<LazyMethods, "setAttributes" | "setRouting" | "identify"> {
  const isDirect = options.peek().backend === DIRECT;
  const isActive = (): boolean =>
    ["starting", "waiting", "talking"].includes(chat.get().phase.kind);
  const set = (change: Partial<ResolvedOptions>): void => {
    options.value = { ...options.peek(), ...change };
  };
  /**
   * Options that are sent with the create call cannot be changed while a conversation is active.
   */
  const beforeStart = (): void => {
    if (isActive())
      throw new ParlorError("conversation-active", "It goes along with the next conversation");
  };
  return {
    async setAttributes(fields) {
      if (!isDirect) beforeStart();
      const before: GuestProfile = options.peek().profile;
      const profile = { ...before, customFields: { ...before.customFields, ...fields } };
      if (isDirect) (await DirectSlot.fetch()).checkAttributes(profile);
      set({ profile });
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
    async identify({ getToken, getAuthCode, profile }) {
      if (getAuthCode !== undefined && !isDirect)
        throw new ParlorError("invalid-options", "getAuthCode is not wanted without web-messaging");
      const { getAuthCode: before } = options.peek();
      const signsIn = getAuthCode !== undefined && isActive();
      if (!signsIn) beforeStart();
      if (getAuthCode !== undefined) set({ getAuthCode });
      if (signsIn)
        await chat.signIn().catch((error: unknown) => {
          set({ getAuthCode: before });
          throw error;
        });
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
    async logout() {
      try {
        await chat.signOut();
      } catch (error) {
        const isNone = error instanceof ParlorError && error.code === "no-conversation";
        if (!isNone) throw error;
      } finally {
        await reset(window);
      }
    },
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
