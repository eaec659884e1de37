import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, timeOf } from "../i18n/translate.ts";
import { useView } from "../state/view.ts";
import { Later, Talk } from "./lazy-parts.tsx";
import { Icon } from "./parts/Icon.tsx";

/** Who is there; options, and the way out. */
export function Header({ titleRef }: { titleRef: { current: HTMLElement | null } }): JSX.Element {
  const { signals, options, panel } = useView();
  const isMenuOpen = useSignal(false);
  const opener = useRef<HTMLButtonElement>(null);
  const phase = signals.phase.value;
  const isOver = phase.kind === "ended" || phase.kind === "expired";
  const agent = phase.kind === "talking" ? signals.agent.value : null;
  const isLive = signals.stream.value.kind === "live";
  const Heading = `h${options.headingLevel}` as "h2";
  const sub =
    phase.kind === "waiting"
      ? t("header.waiting", { queue: signals.queue.value?.name ?? options.routing.queue })
      : phase.kind === "ended"
        ? t("header.ended", { time: timeOf(phase.at) })
        : agent === null
          ? options.routing.queue
          : [options.company, agent.queueName ?? options.routing.queue].join(" · ");
  return (
    <div class="pl-header">
      {agent !== null && (
        <Talk part="Avatar" id={agent.id} name={agent.name} url={agent.avatarUrl} size="md" />
      )}
      <div class="pl-header__id">
        <Heading
          class="pl-header__name"
          tabIndex={-1}
          ref={(element: HTMLElement | null) => {
            titleRef.current = element;
          }}
        >
          {agent?.name ?? options.company}
        </Heading>
        <div class="pl-header__sub">
          {agent !== null && isLive && <span class="pl-dot" />}
          <span>{sub}</span>
        </div>
      </div>
      <div class="pl-header__tools">
        {!isOver && (
          <button
            ref={opener}
            type="button"
            class="pl-ib"
            aria-label={t("header.options")}
            aria-haspopup="menu"
            aria-expanded={isMenuOpen.value}
            onClick={() => (isMenuOpen.value = !isMenuOpen.value)}
          >
            <Icon name="more" />
          </button>
        )}
        <button
          type="button"
          class="pl-ib"
          aria-label={t("header.minimise")}
          onClick={panel.minimise}
        >
          <Icon name="down" />
        </button>
      </div>
      {isMenuOpen.value && (
        <Later
          part="Menu"
          close={(returnsFocus) => {
            isMenuOpen.value = false;
            if (returnsFocus) opener.current?.focus();
          }}
        />
      )}
    </div>
  );
}
