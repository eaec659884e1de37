import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { NotificationsSlot, type NotificationsChunk } from "../model/chunk-slots.tsx";
import { persistedValue } from "../model/persisted-value.ts";
import { useHost, usePanel, useTranslator } from "../model/widget-context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Switch } from "./MenuItem.tsx";

const sizes = [1, 1.15, 1.3] as const;

export function Sound(): JSX.Element {
  const { t } = useTranslator();
  const { deploymentId } = useHost().options;
  const { isSoundOn } = usePanel();
  const toggle = (): void => {
    isSoundOn.value = !isSoundOn.value;
    persistedValue("sound", deploymentId).write(isSoundOn.value ? "on" : "off");
  };
  return (
    <Switch icon="sound" isOn={isSoundOn.value} onToggle={toggle}>
      {t("menu.sound")}
    </Switch>
  );
}

export function Notices(): JSX.Element | null {
  const { notifications, deploymentId } = useHost().options;
  const chunk = NotificationsSlot.chunk.value;
  if (!notifications || chunk === null || !chunk.canNotify()) return null;
  return <NoticeSwitch chunk={chunk} deploymentId={deploymentId} />;
}

function NoticeSwitch(props: { chunk: NotificationsChunk; deploymentId: string }): JSX.Element {
  const { t } = useTranslator();
  const { chunk, deploymentId } = props;
  const isOn = useSignal(chunk.wantsNotices(deploymentId));
  const toggle = async (): Promise<void> => {
    isOn.value = await chunk.setNotices(deploymentId, !isOn.peek());
  };
  return (
    <Switch icon="bell" isOn={isOn.value} onToggle={() => void toggle()}>
      {t("menu.notify")}
    </Switch>
  );
}

export function TextSize(): JSX.Element {
  const { t } = useTranslator();
  const { textSize } = usePanel();
  return (
    <div class="pl-mi pl-mi--seg" role="group" aria-label={t("menu.size")}>
      <Icon name="text" />
      <span class="pl-mi__t" aria-hidden="true">
        {t("menu.size")}
      </span>
      <span class="pl-seg">
        {sizes.map((size, index) => (
          <button
            key={size}
            type="button"
            role="menuitemradio"
            tabIndex={-1}
            aria-checked={textSize.value === size}
            aria-label={t(`menu.size.${(index + 1) as 1 | 2 | 3}`)}
            onClick={() => (textSize.value = size)}
          >
            A
          </button>
        ))}
      </span>
    </div>
  );
}
