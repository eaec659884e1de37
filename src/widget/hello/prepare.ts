import type { FlowGreeting, ServiceStatus } from "../../transport/index.ts";
import { textIn } from "../i18n/localized-text.ts";
import { asksFirst } from "../model/begin-conversation.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Runs the page's `beforeDisplay` hook on the greeting, as on every text of others. */
async function passHook(
  { host: { hooks }, translator: { language } }: WidgetContext,
  greeting: readonly FlowGreeting[],
): Promise<readonly FlowGreeting[]> {
  const { beforeDisplay } = hooks;
  if (beforeDisplay === undefined) return greeting;
  const passed = await Promise.all(
    greeting.map(async (line): Promise<readonly FlowGreeting[]> => {
      const text = textIn(line.text, language.peek());
      try {
        const shown = await beforeDisplay({ text, role: "bot" });
        return shown === null ? [] : [{ ...line, text: shown.text }];
      } catch {
        // As with a message, a hook that fails changes nothing.
        return [line];
      }
    }),
  );
  return passed.flat();
}

/** Announces the greeting with the number of its choices. */
function announce(
  { panel, host: { options }, translator: { language, t } }: WidgetContext,
  { greeting, senderName }: ServiceStatus,
): void {
  if (greeting.length === 0 || !panel.isOpen.peek() || options.announcements === "off") return;
  const name = senderName || options.company;
  const text = greeting.map((line) => textIn(line.text, language.peek())).join(" ");
  const count = greeting.at(-1)?.choices.length ?? 0;
  const said =
    options.announcements === "sender" ? t("say.new", { name }) : t("say.bot", { name, text });
  panel.announce(count > 0 ? `${said} ${t("hello.count", { n: count })}` : said);
}

/**
 * Asks the server whether somebody is there. The greeting is drawn from the answer; where nobody
 * can answer, the visitor is told so before they write, and may leave a message.
 */
export async function prepare(context: WidgetContext): Promise<void> {
  const { chat } = context.chat;
  const { options } = context.host;
  const { panel } = context;
  const visit = panel.visit.peek();
  const wasGreeted = visit.status.peek() != null;
  // Aborted: the chat is gone, or has forgotten the visitor.
  const status = await chat.status().catch(() => null);
  const greeting = await passHook(context, status?.greeting ?? []);
  if (visit !== panel.visit.peek() || chat.get().phase.kind !== "none") return;
  visit.status.value = status && { ...status, greeting, at: Date.now() };
  // With a pre-chat screen, that screen decides: it knows the site's own hours.
  if (asksFirst(options) && !visit.isGreeted.peek()) return;
  const isAway = status !== null && !(status.isStaffed && status.isOpen);
  visit.leaving.value =
    isAway && options.leaveMessage !== false ? { reason: "away", back: null } : null;
  if (status !== null && !isAway && !wasGreeted) announce(context, { ...status, greeting });
}
