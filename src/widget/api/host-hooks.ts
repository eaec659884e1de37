import { ParlorError } from "../../transport/index.ts";
import type { Hook, HookName, Hooks } from "../model/hooks.ts";

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
  "beforeUpload",
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
