import { computed, signal } from "@preact/signals";
import { ParlorError } from "../../transport/index.ts";
import { createVisit } from "../model/create-visit.ts";
import type { Hooks } from "../model/hooks.ts";
import type { Launcher } from "../model/launcher.ts";
import type { Panel } from "../model/panel.ts";

interface PanelSetup extends Pick<Panel, "isInline" | "hasWords" | "changeLanguage"> {
  readonly launcher: Launcher;
  readonly hooks: Hooks;
}

/** Creates the panel's state. An inline panel is open from the beginning. */
export function createPanel(setup: PanelSetup): Panel {
  const { launcher, hooks, isInline, hasWords, changeLanguage } = setup;
  const { host, root, button } = launcher;
  const isOpen = signal(isInline);
  const openedByVisitor = signal(false);
  const greets = signal(false);
  const field: Panel["field"] = { current: null };
  const announcer: Panel["announcer"] = { current: null };
  let opener: HTMLElement | null = null;

  /** The element of the page that has focus; a button of the page may be in a shadow root. */
  const focusedOnPage = (): HTMLElement | null => {
    let active = document.activeElement;
    while (active !== host && active?.shadowRoot?.activeElement)
      active = active.shadowRoot.activeElement;
    return active instanceof HTMLElement && active !== host && active !== document.body
      ? active
      : null;
  };
  const openNow = (byVisitor: boolean): void => {
    if (isOpen.value) return;
    openedByVisitor.value = byVisitor;
    greets.value = false;
    opener = focusedOnPage();
    // A dialog of the page may have hidden everything else; the open panel lies on top of it.
    for (const name of ["aria-hidden", "inert"]) host.removeAttribute(name);
    isOpen.value = true;
  };
  const request = async (byVisitor: boolean): Promise<void> => {
    const ask = hooks.beforeOpen;
    if (ask !== undefined && !isOpen.value && (await ask({ byVisitor })) === null)
      throw new ParlorError("vetoed", "The page said no");
    openNow(byVisitor);
  };
  return {
    isOpen,
    hasWords,
    isShown: computed(() => isOpen.value && hasWords.value),
    unreadCount: signal(0),
    openedByVisitor,
    isInline,
    launcher: button,
    menu: signal(null),
    pendingConfirmation: signal(null),
    emailLinkCount: signal(0),
    refusedFiles: signal(0),
    visit: signal(createVisit()),
    greets,
    textSize: signal(1),
    isSoundOn: signal(true),
    dialog: { current: null },
    title: { current: null },
    field,
    announcer,
    announce: (...args) => announcer.current?.say(...args),
    request,
    // The page refuses, and knows it.
    open: (byVisitor) => void request(byVisitor).catch(() => undefined),
    minimise() {
      if (!isOpen.value) return;
      const hadFocus = root.activeElement !== null;
      isOpen.value = false;
      if (hadFocus) (opener?.isConnected ? opener : button).focus();
    },
    takeFocus(target) {
      const active = focusedOnPage();
      if (openedByVisitor.peek() && (active === null || active === opener)) target?.focus();
    },
    focusComposer: () => field.current?.focus(),
    changeLanguage,
  };
}
