import type { MemberRole, StartOptions } from "../../transport/index.ts";

/* The hooks of the host page: callbacks that may change or stop an action. */

/**
 * The value that each hook receives. A hook may answer with changed fields of it, or with `false`
 * to stop the action; nothing or `true` lets it proceed.
 * @public
 */
export interface HookValues {
  /**
   * Before the create call. If stopped, `start()` rejects with `vetoed`, and the panel says that
   * the chat did not open.
   */
  readonly beforeStart: StartOptions;
  /** Before a message is sent. If stopped or not answered in time, the message stays "Not sent". */
  readonly beforeSend: { readonly text: string };
  /** Before somebody else's text is shown, announced or stored. If stopped, it never appears. */
  readonly beforeDisplay: { readonly text: string; readonly role: MemberRole };
  /** Before the panel opens. If stopped, it stays closed, and `open()` rejects with `vetoed`. */
  readonly beforeOpen: { readonly byVisitor: boolean };
  /**
   * Before the bytes of a file leave. If stopped, the file cannot be sent; an answer changes
   * nothing in it.
   */
  readonly beforeUpload: { readonly name: string; readonly size: number; readonly type: string };
  /** Before a link in a message is followed. */
  readonly beforeLink: { readonly href: string };
}

/** @public */
export type HookName = keyof HookValues;

/** @public */
export type HookAnswer<Name extends HookName> = Partial<HookValues[Name]> | boolean | undefined;

/** @public */
export type Hook<Name extends HookName> = (
  value: HookValues[Name],
  // oxlint-disable-next-line typescript/no-invalid-void-type -- a function that only looks on answers nothing
) => HookAnswer<Name> | void | Promise<HookAnswer<Name> | void>;

/**
 * Runs the page's hooks before an action, by name; null means that the page refused. A name is
 * absent until the page registers a hook for it.
 */
export type Hooks = {
  [Name in HookName]?: (value: HookValues[Name]) => Promise<HookValues[Name] | null>;
};
