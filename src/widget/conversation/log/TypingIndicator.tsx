import type { JSX } from "preact";
import { useChat, useTranslator } from "../../model/widget-context.ts";
import { Avatar } from "../../parts/Avatar.tsx";

const first = (name: string): string => name.split(" ")[0] ?? name;

/** Shows who is typing. Always last in the log, and never counted as a message. */
export function TypingIndicator(): JSX.Element | null {
  const { t } = useTranslator();
  const { signals } = useChat();
  const writers = signals.typing.value
    .flatMap((id) => signals.members.value.get(id) ?? [])
    .filter((one) => one.name !== "");
  const [a, b] = writers;
  if (a === undefined) return null;
  const text =
    b === undefined
      ? t("typing.one", { name: first(a.name) })
      : t("typing.two", { a: first(a.name), b: first(b.name) });
  return (
    <li class="pl-group is-first is-last">
      <Avatar name={a.name} url={a.avatarUrl} isBot={a.role === "bot"} />
      <div class="pl-group__main">
        <div class="pl-typing">
          <span class="pl-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span key={text}>{text}</span>
        </div>
      </div>
    </li>
  );
}
