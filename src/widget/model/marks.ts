import { persistedValue, type PersistedValue } from "./persisted-value.ts";
import type { Marks, WidgetContext } from "./widget-context.ts";

type Context = Pick<WidgetContext, "chat" | "host">;

const names = ["seen", "told", "dismissed"] as const;

/** The marks as they are stored now, by whichever tab. */
const storedIn = ({ host: { options } }: Context): PersistedValue =>
  persistedValue(
    "seen",
    options.deploymentId,
    options.storage === "session" ? "sessionStorage" : "localStorage",
  );

/** Reads the stored marks of the present conversation; null when there are none. */
export function readMarks(context: Context): Marks | null {
  const { conversationId } = context.chat.chat.get();
  if (context.host.options.storage === "memory") return null;
  try {
    const stored: Readonly<Record<string, unknown>> = Object(
      JSON.parse(storedIn(context).read() ?? "null"),
    );
    const isOurs = conversationId !== null && stored["conversationId"] === conversationId;
    const [seen = 0, told = 0, dismissed = 0] = names.map((name) => Number(stored[name]) || 0);
    return isOurs ? { seen, told, dismissed } : null;
  } catch {
    return null;
  }
}

/** Moves marks forward and stores them. A mark never goes back, in whichever tab it was set. */
export function moveMarks(context: Context, change: Partial<Marks>): void {
  const { chat, marks } = context.chat;
  const { conversationId } = chat.get();
  const known = [marks.peek(), readMarks(context), change];
  const [seen = 0, told = 0, dismissed = 0] = names.map((name) =>
    Math.max(...known.map((one) => one?.[name] ?? 0)),
  );
  marks.value = { seen, told, dismissed };
  if (context.host.options.storage !== "memory")
    storedIn(context).write(JSON.stringify({ conversationId, ...marks.value }));
}

/** Erases the stored marks of a conversation, unless they are of another one by now. */
export function eraseMarks(context: Context, conversationId: string): void {
  const stored = storedIn(context);
  if (stored.read()?.includes(JSON.stringify(conversationId)) === true) stored.write(null);
}
