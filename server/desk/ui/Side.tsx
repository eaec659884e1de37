import type { JSX } from "preact";
import { timeOf } from "../../../src/widget/i18n/translate.ts";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import {
  attempt,
  earlier,
  guestName,
  isFull,
  me,
  myLeg,
  myOwedLegs,
  now,
  owed,
  select,
  selected,
  talking,
  typingIn,
  unread,
  waiting,
} from "../model/desk-state.ts";
import { capacityWords, take } from "../model/desk-acts.ts";
import { unfinished } from "../model/desk-outbox.ts";
import type { MediaView } from "../api/agent-client.ts";
import { plainName } from "../model/names.ts";
import { Name } from "./Name.tsx";
import { clockTime } from "../../../src/widget/i18n/dates.ts";

const SOON_MS = 3 * 60_000;
const LATE_MS = 6 * 60_000;

const choose = (id: string): void =>
  void attempt(() => select(id), "The conversation could not be loaded.");
const isCurrent = (id: string): true | undefined => (selected.value === id ? true : undefined);

/**
 * The line below a guest's name: what the agent has to know of a conversation that is not selected.
 */
function State({ chat }: { chat: MediaView }): JSX.Element {
  const { unsent, draft } = unfinished(chat.id);
  if (unsent.some(({ delivery }) => delivery.kind === "failed"))
    return <span class="dk-bad">Not sent</span>;
  if (typingIn.value.has(chat.id)) return <span class="dk-ty">is writing…</span>;
  if (draft.trim() !== "" && selected.value !== chat.id)
    return (
      <span>
        <b class="dk-ty">Draft:</b> <bdi>{draft}</bdi>
      </span>
    );
  return <span>{myLeg(chat) === undefined ? "Wrap up" : "In conversation"}</span>;
}

/** A chat of the agent's own: one that goes on, or one that is over and not wrapped up. */
function ChatRow({ chat, at }: { chat: MediaView; at: string | undefined }): JSX.Element {
  const count = unread.value.get(chat.id) ?? 0;
  const name = guestName(chat);
  return (
    <li>
      <button
        type="button"
        class="dk-row"
        aria-current={isCurrent(chat.id)}
        onClick={() => choose(chat.id)}
      >
        <Avatar id={chat.id} name={plainName(name)} />
        <span class="dk-row__t">
          <b>
            <Name of={name} />
          </b>
          <State chat={chat} />
        </span>
        <span class="dk-row__e">
          {at !== undefined && <time class="pl-tnum">{timeOf(Date.parse(at))}</time>}
          {count > 0 && (
            <span class="dk-badge">
              <span class="pl-vh">unread: </span>
              {count}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** Who waits, who is being looked after, who was. */
export function Side(): JSX.Element {
  const why = isFull.value ? "dk-full" : undefined;
  return (
    <aside class="dk-side" aria-label="Chats" tabIndex={-1}>
      <section>
        <h2 class="dk-h">
          Waiting <span class="dk-n">{waiting.value.length}</span>
        </h2>
        <ul>
          {waiting.value.map((one) => {
            const ms = now.value - Date.parse(one.waitingSince);
            const look = ms >= LATE_MS ? " dk-wait--late" : ms >= SOON_MS ? " dk-wait--soon" : "";
            return (
              <li key={one.id}>
                <button
                  type="button"
                  class="dk-row"
                  aria-current={isCurrent(one.id)}
                  onClick={() => choose(one.id)}
                >
                  <Avatar id={one.id} name={one.guest.name} />
                  <span class="dk-row__t">
                    <b>
                      <Name of={one.guest.name} />
                    </b>
                    <span>{one.subject ?? one.lastText ?? one.queue.name}</span>
                  </span>
                  <span class={`dk-wait${look}`}>
                    <span class="pl-vh">waiting </span>
                    <Icon name="clock" size={14} />
                    <span class="pl-tnum">{clockTime(ms)}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        {waiting.value.length === 0 ? (
          <p class="dk-none">Nobody is waiting.</p>
        ) : (
          <>
            <button
              type="button"
              class="pl-btn pl-btn--primary pl-btn--block dk-next"
              aria-disabled={isFull.value}
              aria-describedby={why}
              onClick={() => {
                if (!isFull.value) void take("next");
              }}
            >
              Take next guest
            </button>
            {why !== undefined && (
              <p class="dk-none" id={why}>
                {capacityWords()}
              </p>
            )}
          </>
        )}
      </section>
      <section>
        <h2 class="dk-h">
          Your chats{" "}
          <span class="dk-n">
            {talking.value.length} of {me.value?.parlor.capacity ?? 0}
          </span>
        </h2>
        <ul>
          {talking.value.map((chat) => (
            <ChatRow key={chat.id} chat={chat} at={myLeg(chat)?.connectedTime} />
          ))}
        </ul>
        {talking.value.length === 0 && <p class="dk-none">You’re free.</p>}
      </section>
      {owed.value.length > 0 && (
        <section aria-labelledby="dk-owed">
          <h2 class="dk-h" id="dk-owed">
            Wrap-ups owed <span class="dk-n">{owed.value.length}</span>
          </h2>
          <ul>
            {owed.value.map((chat) => (
              <ChatRow key={chat.id} chat={chat} at={myOwedLegs(chat).at(-1)?.endTime} />
            ))}
          </ul>
        </section>
      )}
      {earlier.value.length > 0 && (
        <section>
          <h2 class="dk-h">Earlier today</h2>
          <ul>
            {earlier.value.map((one) => (
              <li key={one.id} class="dk-row">
                <Avatar id={one.id} name={one.guest.name} />
                <span class="dk-row__t">
                  <b>
                    <Name of={one.guest.name} />
                  </b>
                  <span>
                    {one.wrapup?.name !== undefined && (
                      <>
                        <bdi>{one.wrapup.name}</bdi>
                        {" · "}
                      </>
                    )}
                    <bdi>{one.subject ?? one.queue.name}</bdi>
                  </span>
                </span>
                <span class="dk-row__e">
                  <time class="pl-tnum">{timeOf(Date.parse(one.endedAt))}</time>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </aside>
  );
}
