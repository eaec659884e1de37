import type { JSX } from "preact";
import { timeOf } from "../../../src/widget/i18n/translate.ts";
import { Avatar } from "../../../src/widget/ui/parts/Avatar.tsx";
import { Icon } from "../../../src/widget/ui/parts/Icon.tsx";
import {
  attempt,
  earlier,
  guestName,
  me,
  mine,
  myLeg,
  now,
  select,
  selected,
  take,
  typingIn,
  unread,
  waiting,
} from "../desk-state.ts";
import { shortcut } from "../shortcuts.ts";
import { clockTime } from "../../../src/widget/i18n/dates.ts";

const SOON_MS = 3 * 60_000;
const LATE_MS = 6 * 60_000;

const choose = (id: string): void => void attempt(() => select(id));
const isCurrent = (id: string): true | undefined => (selected.value === id ? true : undefined);

/** Who waits, who is being looked after, who was. */
export function Side(): JSX.Element {
  const talking = mine.value.filter((chat) => myLeg(chat)?.state === "connected").length;
  return (
    <aside class="dk-side" aria-label="Chats">
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
                    <b>{one.guest.name}</b>
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
          <button
            type="button"
            class="pl-btn pl-btn--primary pl-btn--block dk-next"
            {...shortcut("KeyN")}
            onClick={() => void take("next")}
          >
            Take next guest
          </button>
        )}
      </section>
      <section>
        <h2 class="dk-h">
          Your chats{" "}
          <span class="dk-n">
            {talking} of {me.value?.parlor.capacity ?? 0}
          </span>
        </h2>
        <ul>
          {mine.value.map((chat) => {
            const count = unread.value.get(chat.id) ?? 0;
            const isTyping = typingIn.value.has(chat.id);
            const since = myLeg(chat)?.connectedTime;
            return (
              <li key={chat.id}>
                <button
                  type="button"
                  class="dk-row"
                  aria-current={isCurrent(chat.id)}
                  onClick={() => choose(chat.id)}
                >
                  <Avatar id={chat.id} name={guestName(chat)} />
                  <span class="dk-row__t">
                    <b>{guestName(chat)}</b>
                    <span class={isTyping ? "dk-ty" : undefined}>
                      {isTyping
                        ? "is writing…"
                        : myLeg(chat)?.state === "connected"
                          ? "In conversation"
                          : "Wrap up"}
                    </span>
                  </span>
                  <span class="dk-row__e">
                    {since !== undefined && (
                      <time class="pl-tnum">{timeOf(Date.parse(since))}</time>
                    )}
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
          })}
        </ul>
        {mine.value.length === 0 && <p class="dk-none">You’re free.</p>}
      </section>
      {earlier.value.length > 0 && (
        <section>
          <h2 class="dk-h">Earlier today</h2>
          <ul>
            {earlier.value.map((one) => (
              <li key={one.id} class="dk-row">
                <Avatar id={one.id} name={one.guest.name} />
                <span class="dk-row__t">
                  <b>{one.guest.name}</b>
                  <span>
                    {[one.wrapup?.name, one.subject ?? one.queue.name].filter(Boolean).join(" · ")}
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
