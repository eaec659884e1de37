import type { JSX } from "preact";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { bannerWords } from "../model/connection.ts";
import { useDesk } from "./desk-context.ts";

const icons = {
  connecting: "spin",
  reconnecting: "spin",
  offline: "wifioff",
  unreachable: "wifioff",
  back: "check",
} as const;

/** The state of the desk's own connection. The announcer reads it out. */
export function ConnectionBanner(): JSX.Element | null {
  const { connection, work } = useDesk();
  const state = connection.banner.value;
  if (state === "none") return null;
  const [strong, rest] = bannerWords(state, work.value.count().messages);
  const isLost = state === "offline" || state === "unreachable";
  return (
    <div class={`pl-banner dk-banner${state === "back" ? " pl-banner--ok" : ""}`}>
      <Icon name={icons[state]} {...(icons[state] === "spin" && { class: "pl-spin" })} />
      <p>
        <b>{strong}</b> {rest}
      </p>
      {isLost && (
        <button type="button" class="pl-link" onClick={() => connection.channel.peek()?.wake()}>
          Try now
        </button>
      )}
    </div>
  );
}
