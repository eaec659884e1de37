import "./Bar.css";
import type { JSX } from "preact";
import { clockTime } from "../../../src/widget/i18n/clock-time.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { setStatus } from "../model/chat-acts.ts";
import { statuses } from "../model/statuses.ts";
import { useDesk, usePage } from "./desk-context.ts";
import { Mark } from "./Mark.tsx";
import { SignOut } from "./SignOut.tsx";

/** The page's head: how the lines stand, and the agent's own state. */
export function Bar(): JSX.Element {
  const { sound } = usePage();
  const { name = "" } = useDesk().lists.me.value ?? {};
  return (
    <header class="dk-bar">
      <h1>
        <Mark />
        Desk
      </h1>
      <Stats />
      <div class="dk-me">
        <button
          type="button"
          class="pl-ib"
          aria-label="Sounds"
          title="Sounds"
          aria-pressed={sound.isOn.value}
          onClick={() => sound.set(!sound.isOn.peek())}
        >
          <Icon name="sound" />
        </button>
        <Status />
        <Avatar name={name} size="md" />
        <span class="pl-vh">{name}</span>
        <SignOut />
      </div>
    </header>
  );
}

function Stats(): JSX.Element {
  const { connection, lists } = useDesk();
  const inLine = lists.inLine.value;
  const today = lists.earlier.value.length;
  const since = inLine.map((one) => Date.parse(one.waitingSince));
  const longest = connection.now.value - Math.min(connection.now.value, ...since);
  return (
    <div class="dk-stats">
      <span>
        <b>{inLine.length}</b> waiting
      </span>
      {inLine.length > 0 && (
        <span>
          longest <b>{clockTime(longest)}</b>
        </span>
      )}
      <span>
        today <b>{today}</b> {today === 1 ? "chat" : "chats"}
      </span>
    </div>
  );
}

function Status(): JSX.Element {
  const desk = useDesk();
  const { status } = desk.lists.me.value?.parlor ?? { status: "available" };
  return (
    <label class="dk-status" title="Your status">
      <span class={`pl-dot${status === "available" ? "" : " pl-dot--away"}`} />
      <span class="pl-vh">Your status</span>
      <select value={status} onChange={(event) => void setStatus(desk, event.currentTarget.value)}>
        {statuses.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </label>
  );
}
