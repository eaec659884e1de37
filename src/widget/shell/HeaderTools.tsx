import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { useChat, usePanel, useTranslator } from "../model/widget-context.ts";
import { SecondarySlot } from "../model/chunk-slots.tsx";
import { Icon } from "../parts/Icon.tsx";

/** The options menu and the close button, in the header and on the pre-chat screen. */
export function HeaderTools(): JSX.Element {
  const { t } = useTranslator();
  const { signals } = useChat();
  const panel = usePanel();
  const { menu } = panel;
  const opener = useRef<HTMLButtonElement>(null);
  const phase = signals.phase.value.kind;
  return (
    <>
      <div class="pl-header__tools">
        {phase !== "ended" && phase !== "expired" && (
          <button
            ref={opener}
            type="button"
            class="pl-ib"
            aria-label={t("header.options")}
            aria-haspopup="menu"
            aria-expanded={menu.value !== null}
            onClick={() => (menu.value = menu.value === null ? "menu" : null)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowDown") return;
              event.preventDefault();
              menu.value = "menu";
            }}
          >
            <Icon name="more" />
          </button>
        )}
        {!panel.isInline && (
          <button
            type="button"
            class="pl-ib"
            aria-label={t("launcher.close")}
            onClick={panel.minimise}
          >
            <Icon name="down" />
          </button>
        )}
      </div>
      {menu.value !== null && (
        <SecondarySlot
          part="Menu"
          close={(returnsFocus) => {
            menu.value = null;
            if (returnsFocus) opener.current?.focus();
          }}
        />
      )}
    </>
  );
}
