import type { GetAuthCode, GuestProfile } from "../../transport/index.ts";
import type { Catalogue } from "../i18n/en.ts";
import type { WidgetRouting } from "../options/backend-options.ts";
import type { ThemeName, WidgetOptions } from "../options/options.ts";

/** A file format of the transcript. @public */
export type TranscriptFormat = "txt" | "html" | "json";

/** The visitor's identity. @public */
export interface Identity {
  /**
   * Called right before the next create call; its result is sent as `memberAuthToken`. Never put
   * into a URL.
   */
  readonly getToken?: (signal: AbortSignal) => Promise<string>;
  /**
   * With `web-messaging`: gives a code of the site's identity provider. In a running conversation
   * of a guest the visitor is signed in at once.
   */
  readonly getAuthCode?: GetAuthCode;
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
   * Sets custom fields of the next conversation; earlier ones with other names stay. With
   * `web-messaging` also those of a running one: they go along with the next message.
   * @throws ParlorError `conversation-active`; `invalid-options` for more than the service takes
   */
  setAttributes(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Sets the routing of the next conversation. @throws ParlorError `conversation-active` */
  setRouting(routing: Partial<WidgetRouting>): Promise<void>;
  /**
   * Sets the visitor's identity, from the next conversation on. With `getAuthCode` a running one is
   * the person's at once, where the deployment allows it.
   * @throws ParlorError `conversation-active`; `refused` and `authentication-failed` when the
   * visitor cannot be signed in
   */
  identify(identity: Identity): Promise<void>;
  /**
   * Signs the visitor out of the service, on all devices, and forgets them here as `reset()` does.
   * The same as `reset()` for a visitor who is not signed in.
   * @throws ParlorError when the service could not be told; the visitor is forgotten all the same
   */
  logout(): Promise<void>;
  /**
   * Changes options at once.
   * @throws ParlorError `invalid-options`, also for a change of server, deployment, storage or
   * another fixed option
   */
  update(change: OptionsChange): Promise<void>;
}

/** The methods, and what else comes with their code. */
export interface LazyCode extends LazyMethods {
  /** Tells the site owner, once a page, that a name has been replaced. */
  readonly noteOldName: (old: string, name: string) => void;
}
