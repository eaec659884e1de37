import { ParlorError, type MemberRole, type StartOptions } from "../transport/index.ts";

/** What each intercept is given. It may answer with some of it changed, or with `false` to stop it; nothing or `true` lets it pass. @public */
export interface InterceptValues {
  /** Before the create call. Stopped, `start()` rejects with `vetoed` and the window says that the chat did not open. */
  readonly beforeStart: StartOptions;
  /** Before a message goes out. Stopped, or without an answer in time, the message stays "Not sent". */
  readonly beforeSend: { readonly text: string };
  /** Before a text of somebody else is shown, spoken or kept. Stopped, it never appears. */
  readonly beforeDisplay: { readonly text: string; readonly role: MemberRole };
  /** Before the window opens. Stopped, it stays closed, and `open()` rejects with `vetoed`. */
  readonly beforeOpen: { readonly byVisitor: boolean };
  /** Before a link of a message is followed. */
  readonly beforeLink: { readonly href: string };
}

/** @public */
export type InterceptName = keyof InterceptValues;

/** @public */
export type InterceptAnswer<Name extends InterceptName> =
  | Partial<InterceptValues[Name]>
  | boolean
  | undefined;

/** @public */
export type Intercept<Name extends InterceptName> = (
  value: InterceptValues[Name],
  // oxlint-disable-next-line typescript/no-invalid-void-type -- a function that only looks on answers nothing
) => InterceptAnswer<Name> | void | Promise<InterceptAnswer<Name> | void>;

/** Asks what the page wants to say before something happens; null: it has said no. There is none until the page asks for it. */
export type Hooks = {
  [Name in InterceptName]?: (value: InterceptValues[Name]) => Promise<InterceptValues[Name] | null>;
};

/** @returns puts one in, and returns the undo */
type AddIntercept = <Name extends InterceptName>(
  name: Name,
  intercept: Intercept<Name>,
) => () => void;

/** What a page wants to be asked of, put into the hooks of its window. */
export function createHostHooks(hooks: Hooks): AddIntercept {
  let all: readonly (readonly [string, unknown])[] = [];
  return (name, intercept) => {
    if (!names.includes(name))
      throw new ParlorError(
        "invalid-options",
        `There is no intercept "${name}". There are: ${names.join(", ")}`,
      );
    const one = [name, intercept] as const;
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
] satisfies InterceptName[];

/** All intercepts of one kind together have so long to answer; then everything passes but a message that is about to be sent. */
const BUDGET_MS = 2000;

/** Asks one after the other. Null: one of them has said no. Never rejects. */
function ask(
  all: readonly (readonly [string, unknown])[],
  name: string,
  given: unknown,
): Promise<unknown> {
  const inTurn = async (): Promise<unknown> => {
    let value = given;
    for (const [its, intercept] of all) {
      if (its !== name) continue;
      const answer = await (intercept as (value: unknown) => unknown)(value);
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
