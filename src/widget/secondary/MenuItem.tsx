import type { ComponentChildren, JSX } from "preact";
import { Icon, type IconName } from "../parts/Icon.tsx";

interface ItemProps {
  readonly icon: IconName;
  readonly onPick: () => void;
  readonly children: ComponentChildren;
  readonly isDanger?: boolean;
  readonly isBack?: boolean;
  /** The page of the menu that this item opens. */
  readonly page?: string;
  readonly value?: string;
}

/** An item that does something or opens a page. */
export function Item({
  icon,
  onPick,
  children,
  isDanger,
  isBack,
  page,
  value,
}: ItemProps): JSX.Element {
  return (
    <button
      type="button"
      class={`pl-mi${isDanger ? " pl-mi--danger" : ""}`}
      role="menuitem"
      tabIndex={-1}
      {...(page !== undefined && { "data-page": page, "aria-haspopup": "menu" as const })}
      onClick={onPick}
    >
      <Icon name={icon} {...(isBack || icon === "exit" ? { class: "pl-flip" } : {})} />
      <span class="pl-mi__t">{children}</span>
      {value !== undefined && <span class="pl-mi__v">{value}</span>}
      {page !== undefined && <Icon name="next" size={16} class="pl-flip" />}
    </button>
  );
}

/** An item that is on or off. */
export function Switch(props: {
  icon: IconName;
  isOn: boolean;
  onToggle: () => void;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <button
      type="button"
      class="pl-mi"
      role="menuitemcheckbox"
      tabIndex={-1}
      aria-checked={props.isOn}
      onClick={props.onToggle}
    >
      <Icon name={props.icon} />
      <span class="pl-mi__t">{props.children}</span>
      <span class="pl-switch" aria-hidden="true" />
    </button>
  );
}
