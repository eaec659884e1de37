import type { JSX } from "preact";
import {
  earlier,
  isSignedIn,
  me,
  now,
  problem,
  selected,
  setStatus,
  spoken,
  waiting,
} from "../desk-state.ts";
import { isRinging, setRinging } from "../desk-sound.ts";
import { Icon } from "../../../src/widget/ui/parts/Icon.tsx";
import { Avatar } from "../../../src/widget/ui/parts/Avatar.tsx";
import { clockTime } from "../../../src/widget/i18n/dates.ts";
import { ChatPane } from "./ChatPane.tsx";
import { Side } from "./Side.tsx";
import { SignIn } from "./SignIn.tsx";

const statuses = [
  ["available", "Available"],
  ["busy", "Busy"],
  ["break", "On a break"],
  ["offline", "Offline"],
] as const;

/** The whole page: bar, lists, one chat. */
export function Desk(): JSX.Element {
  if (!isSignedIn.value) return <SignIn />;
  const longest = Math.max(
    0,
    ...waiting.value.map((one) => now.value - Date.parse(one.waitingSince)),
  );
  const { id = "", name = "", parlor = { status: "available", capacity: 0 } } = me.value ?? {};
  return (
    <>
      <header class="dk-bar">
        <h1>
          <svg
            class="pl-mark"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-linejoin="round"
            aria-hidden="true"
          >
            <path d="M5.5 21V10.5a6.5 6.5 0 0 1 13 0V15a3 3 0 0 1-3 3H9.2z" fill="#f3bd5b" />
            <circle cx="15" cy="12" r="1.25" fill="currentColor" stroke="none" />
          </svg>
          Desk
        </h1>
        <div class="dk-stats">
          <span>
            <b>{waiting.value.length}</b> waiting
          </span>
          {waiting.value.length > 0 && (
            <span>
              longest <b>{clockTime(longest)}</b>
            </span>
          )}
          <span>
            today <b>{earlier.value.length}</b> chats
          </span>
        </div>
        <div class="dk-me">
          <button
            type="button"
            class="pl-ib"
            aria-label="Sounds"
            aria-pressed={isRinging.value}
            onClick={() => setRinging(!isRinging.peek())}
          >
            <Icon name="sound" />
          </button>
          <label class="dk-status">
            <span class={`pl-dot${parlor.status === "available" ? "" : " pl-dot--away"}`} />
            <span class="pl-vh">Your status</span>
            <select
              value={parlor.status}
              onChange={(event) => void setStatus(event.currentTarget.value)}
            >
              {statuses.map(([value, words]) => (
                <option key={value} value={value}>
                  {words}
                </option>
              ))}
            </select>
            <Icon name="down" size={16} />
          </label>
          <Avatar id={id} name={name} size="md" />
          <span class="pl-vh">{name}</span>
        </div>
      </header>
      {problem.value !== "" && (
        <p class="dk-alert" role="alert">
          {problem.value}
        </p>
      )}
      <main class="dk-body" data-list={selected.value === null ? "" : undefined}>
        <Side />
        <ChatPane />
      </main>
      <div class="pl-vh" aria-live="polite">
        {spoken.value}
      </div>
    </>
  );
}
