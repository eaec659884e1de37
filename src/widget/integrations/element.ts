/**
 * `<parlor-chat>`: the chat widget as a custom element. Importing this module defines it.
 * @packageDocumentation
 */
import { optionNames } from "../options/check-options.ts";
import type { OldOption } from "../i18n/renamed.ts";
import { optionAttributes } from "../options/attributes.ts";
import { withRouting } from "../options/with-routing.ts";
import type { ParlorHandle } from "../api/handle.ts";
import type { BackendOptions, DirectBackend } from "../options/backend-options.ts";
import type { CommonOptions, WidgetOptions } from "../options/options.ts";
import { createManagedChat, type KeptChat } from "./managed-chat.ts";

/** The attribute `guard` of 0.1.0 is accepted until 1.0. */
const attributes = new Map([...optionAttributes, ["guard", "guard"]]);
const properties = [...optionNames, ...(["guard", "teaser"] satisfies OldOption[])];

/** Every option as a property. @public */
export type OptionProperties = Partial<{
  -readonly [Name in keyof WidgetOptions]:
    | (CommonOptions & BackendOptions)[Name]
    | (Name extends "backend" ? DirectBackend : never);
}>;

/** On a server there is no `HTMLElement`, and importing this module has no effect. */
const Base = (globalThis.HTMLElement ?? Object) as unknown as new () => HTMLElement &
  OptionProperties;

/**
 * The `<parlor-chat>` element. Each option is a property (`preChat`), and most are attributes, too
 * (`organization-id`); properties win. With `inline` the panel is in the page's flow and fills the
 * element. Events are dispatched on the element as `parlor:…`.
 * @public
 */
export class ParlorChatElement extends Base {
  static readonly observedAttributes: readonly string[] = ["inline", ...attributes.keys()];

  static {
    for (const name of properties)
      Object.defineProperty(this.prototype, name, {
        configurable: true,
        enumerable: true,
        get(this: ParlorChatElement) {
          return this.#options()[name];
        },
        set(this: ParlorChatElement, value: unknown) {
          this.#properties[name] = value;
          this.#settle();
        },
      });
  }

  readonly #properties: Record<string, unknown> = {};
  #kept: KeptChat | null = null;
  #isInline = false;
  #isDue = false;

  /** The handle of the widget; null while there is none. */
  get chat(): ParlorHandle | null {
    return this.#kept?.handle() ?? null;
  }

  /** Whether the panel is in the page's flow. */
  get inline(): boolean {
    return this.hasAttribute("inline");
  }
  set inline(isInline: boolean) {
    this.toggleAttribute("inline", isInline);
  }

  /** @internal */
  connectedCallback(): void {
    // Properties that were set before the element was upgraded would shadow the accessors.
    for (const name of properties)
      if (Object.hasOwn(this, name)) {
        this.#properties[name] = this[name];
        delete this[name];
      }
    this.#settle();
  }

  /** @internal */
  disconnectedCallback(): void {
    this.#settle();
  }

  /** @internal */
  attributeChangedCallback(): void {
    this.#settle();
  }

  #options(): Record<string, unknown> {
    const said: Record<string, unknown> = {};
    for (const [attribute, option] of attributes) {
      const value = this.getAttribute(attribute);
      if (value !== null) said[option] = value;
    }
    return { ...withRouting(said), ...this.#properties };
  }

  /** Applies simultaneous changes together; an element that is only moved keeps its widget. */
  #settle(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      const options = this.#options();
      const isGone = !this.isConnected;
      if (this.#kept !== null && (isGone || this.inline !== this.#isInline)) {
        this.#kept.destroy();
        this.#kept = null;
      }
      if (isGone) return;
      if (this.#kept !== null) return this.#kept.follow(options);
      this.#isInline = this.inline;
      if (this.#isInline) this.style.display ||= "block";
      this.#kept = createManagedChat(this, this.#isInline ? "inline" : "floating", options, {
        onReady: () => undefined,
        onEvent: () => undefined,
        onError: (error) => reportError(error),
      });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "parlor-chat": ParlorChatElement;
  }
}

if (globalThis.customElements?.get("parlor-chat") === undefined)
  globalThis.customElements?.define("parlor-chat", ParlorChatElement);
