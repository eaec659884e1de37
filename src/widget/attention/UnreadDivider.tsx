import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";

/** The divider counts as seen after being in view for this long. */
const SEEN_MS = 3_000;

/**
 * The `New` divider before the first message that arrived unseen. It is removed once it was seen.
 */
export function UnreadDivider(): JSX.Element {
  const { t } = useTranslator();
  const { firstUnread } = useChat();
  const panel = usePanel();
  const isOpen = panel.isOpen.value;
  const line = useRef<HTMLLIElement>(null);
  // Not useEffect: its cleanup would run a frame after the panel has closed.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isInView = false;
    const measure = (): void => {
      clearTimeout(timer);
      if (isInView && isOpen && !document.hidden)
        timer = setTimeout(() => (firstUnread.value = null), SEEN_MS);
    };
    const observer = new IntersectionObserver(([entry]) => {
      isInView = entry?.isIntersecting === true;
      measure();
    });
    if (line.current !== null) observer.observe(line.current);
    document.addEventListener("visibilitychange", measure);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener("visibilitychange", measure);
    };
  }, [isOpen]);
  return (
    <li class="pl-unread" ref={line}>
      {t("log.new")}
    </li>
  );
}
