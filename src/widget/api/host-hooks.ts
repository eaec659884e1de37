import { ParlorError, type MemberRole, type StartOptions } from "../../transport/index.ts";

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

/** Registers a hook. @returns the undo */
type AddHook = <Name extends HookName>(name: Name, hook: Hook<Name>) => () => void;

/** Creates the function that adds the page's hooks to those of its widget. */
export function createHostHooks(hooks: Hooks): AddHook {
  let all: readonly (readonly [string, unknown])[] = [];
  return (name, hook) => {
    if (!names.includes(name))
      throw new ParlorError(
        "invalid-options",
        `There is no hook "${name}". There are: ${names.join(", ")}`,
      );
    const one = [name, hook] as const;
    all = [...all, one];
    (hooks as Record<string, unknown>)[name] = (value: unknown) => ask(all, name, value);
    return () => {
      all = all.filter((other) => other !== one);
    };
  };
}

const names: readonly string[] = [
  "beforeStart",
  "beforeSend",
  "beforeDisplay",
  "beforeOpen",
  "beforeLink",
] satisfies HookName[];

/**
 * Time limit in ms for all hooks of one name together; after it every action proceeds, except a
 * message that is about to be sent.
 */
const BUDGET_MS = 2000;

/** Runs the hooks of one name in turn. Null: the action must not happen. Never rejects. */
function ask(
  all: readonly (readonly [string, unknown])[],
  name: string,
  given: unknown,
): Promise<unknown> {
  const inTurn = async (): Promise<unknown> => {
    let value = given;
    for (const [its, hook] of all) {
      if (its !== name) continue;
      const answer = await (hook as (value: unknown) => unknown)(value);
      if (answer === false) return null;
      if (typeof answer === "object") value = { ...(value as object), ...answer };
    }
    return value;
  };
  return new Promise((resolve) => {
    const miss = (reason: unknown): void => {
      resolve(name === "beforeSend" ? null : given);
      // oxlint-disable-next-line no-console -- the one place where a site owner looks
      console.warn(`Parlor: ${name} gave no answer:`, reason);
    };
    const timer = setTimeout(miss, BUDGET_MS, "2 s have passed");
    void inTurn()
      .then(resolve, miss)
      .finally(() => clearTimeout(timer));
  });
}
