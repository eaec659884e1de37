import Libsql from "libsql";

/** Collects the SQL that is prepared while a piece of work runs. */
export async function watchStatements(work: () => Promise<unknown>): Promise<readonly string[]> {
  const whole = Object.getOwnPropertyDescriptor(Libsql.prototype, "prepare") ?? {};
  const seen: string[] = [];
  Object.defineProperty(Libsql.prototype, "prepare", {
    ...whole,
    value(this: unknown, sql: string): unknown {
      seen.push(sql);
      return Reflect.apply(whole.value, this, [sql]);
    },
  });
  try {
    await work();
  } finally {
    Object.defineProperty(Libsql.prototype, "prepare", whole);
  }
  return seen;
}

/** Counts the statements that run during a piece of work, prepared before or not. */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const memory = new Libsql(":memory:");
  const statement: unknown = Object.getPrototypeOf(memory.prepare("select 1"));
  memory.close();
  let count = 0;
  const undo = ["run", "get", "all"].map((name) => {
    const whole = Object.getOwnPropertyDescriptor(statement, name) ?? {};
    Object.defineProperty(statement, name, {
      ...whole,
      value(this: unknown, ...values: unknown[]): unknown {
        count++;
        return Reflect.apply(whole.value, this, values);
      },
    });
    return () => Object.defineProperty(statement, name, whole);
  });
  try {
    await work();
  } finally {
    for (const restore of undo) restore();
  }
  return count;
}
