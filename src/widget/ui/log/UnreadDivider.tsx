import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n/translate.ts";
import { useWidget } from "../../state/widget-context.ts";

/** It has been seen when it was in view for so long. */
const SEEN_MS = 3_000;

/** `New`: stands before the first message that arrived while nobody looked, and goes away once it was seen. */
export function UnreadDivider(): JSX.Element {
  const { firstUnread, panel } = useWidget();
  const isOpen = panel.isOpen.value;
  const line = useRef<HTMLLIElement>(null);
  // Not useEffect: what that takes back is taken back a frame after the window has gone.
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
