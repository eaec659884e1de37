import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { leaveDesk, setStatus } from "../model/desk-acts.ts";
import { countUnfinished } from "../model/desk-outbox.ts";
import {
  earlier,
  isSignedIn,
  me,
  now,
  problem,
  selected,
  spoken,
  talking,
  trouble,
  waiting,
} from "../model/desk-state.ts";
import { statuses } from "../model/statuses.ts";
import { isRinging, setRinging } from "./desk-sound.ts";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { clockTime } from "../../../src/widget/i18n/dates.ts";
import { ChatPane } from "./ChatPane.tsx";
import { Question } from "./Question.tsx";
import { Side } from "./Side.tsx";
import { SignIn } from "./SignIn.tsx";

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Describes what signing out abandons and what it deletes; null when that is nothing. */
function lossWords(): string | null {
  const { messages, drafts } = countUnfinished();
  const chats = talking.value.length;
  const lost = [
    ...(messages > 0 ? [count(messages, "unsent message", "unsent messages")] : []),
    ...(drafts > 0 ? [count(drafts, "draft", "drafts")] : []),
  ].join(" and ");
  const words = [
    ...(chats > 0
      ? [`${count(chats, "guest is", "guests are")} in a chat with you and will get no answer.`]
      : []),
    ...(lost !== ""
      ? [`${lost} in this browser ${messages + drafts === 1 ? "is" : "are"} deleted.`]
      : []),
  ].join(" ");
  return words === "" ? null : words;
}

/** Signs out; asks first where that harms anybody. */
function SignOut(): JSX.Element {
  const isAsked = useSignal(false);
  const words = lossWords();
  return (
    <>
      <button
        type="button"
        class="pl-ib"
        aria-label="Sign out"
        title="Sign out"
        onClick={() => {
          if (words === null) void leaveDesk();
          else isAsked.value = true;
        }}
      >
        <Icon name="exit" />
      </button>
      {isAsked.value && (
        <Question
          title="Sign out?"
          keep="Stay"
          confirm="Sign out"
          act={async () => {
            await leaveDesk();
            return true;
          }}
          close={() => (isAsked.value = false)}
        >
          {words}
        </Question>
      )}
    </>
  );
}

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
          <SignOut />
        </div>
      </header>
      {[trouble.value, problem.value].map(
        (words, index) =>
          words !== "" && (
            <p key={index} class="dk-alert" role="alert">
              {words}
            </p>
          ),
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
