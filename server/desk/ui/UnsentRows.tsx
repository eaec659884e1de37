import type { JSX } from "preact";
import { MessageBody } from "../../../src/widget/conversation/log/MessageBody.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { retry } from "../model/desk-acts.ts";
import { outbox, unfinished } from "../model/desk-outbox.ts";
import type { NotSent } from "../model/outbox.ts";
import type { UnsentMessage } from "../model/unfinished.ts";

const reasons: Readonly<Record<NotSent, string>> = {
  connection: "The server can’t be reached.",
  busy: "The server is busy.",
  server: "The server had a problem.",
  refused: "The server refused it.",
  "too-long": "It is too long.",
  ended: "The chat has ended.",
  left: "You are no longer in this chat.",
  "signed-out": "Your sign-in had ended.",
  held: "The message before it was not sent.",
  interrupted: "The page was closed while it was being sent.",
};

/**
 * Moves focus before the pressed button disappears: to the same button of the next row, or else to
 * the field or the wrap-up's heading.
 */
function passFocus(pressed: HTMLElement): void {
  if (document.activeElement !== pressed) return;
  const { act } = pressed.dataset;
  const all = [...document.querySelectorAll<HTMLElement>(`.dk-unsent [data-act="${act ?? ""}"]`)];
  const next =
    all[all.indexOf(pressed) + 1] ??
    document.querySelector<HTMLElement>(".dk-comp textarea") ??
    document.querySelector<HTMLElement>(".dk-wrap h3");
  next?.focus();
}

const words = ({ isInDoubt }: UnsentMessage, reason: NotSent): string =>
  isInDoubt
    ? `${reasons[reason]} It may have arrived all the same. Retry won’t send it twice.`
    : reasons[reason];

/** Lists the messages that this conversation's guest has not received, below those it has. */
export function UnsentRows({
  chatId,
  isTalking,
}: {
  chatId: string;
  isTalking: boolean;
}): JSX.Element {
  const { unsent, draft } = unfinished(chatId);
  return (
    <>
      {unsent.map((message) => {
        const { key, body, delivery } = message;
        return (
          <li key={key} class="pl-group pl-group--me is-first is-last">
            <div class="pl-group__main">
              <span class="pl-vh">You:</span>
              <div class={`pl-b ${delivery.kind === "failed" ? "is-failed" : "is-pending"}`}>
                <MessageBody body={body} />
              </div>
              {delivery.kind === "failed" && (
                <div class="pl-meta pl-meta--bad dk-unsent">
                  <Icon name="alert" size={14} />
                  <span>Not sent.</span>
                  {(isTalking || message.isInDoubt) && (
                    <button
                      type="button"
                      class="pl-link"
                      data-act="retry"
                      onClick={(event) => {
                        passFocus(event.currentTarget);
                        retry(chatId, key);
                      }}
                    >
                      Retry
                    </button>
                  )}
                  <button
                    type="button"
                    class="pl-link"
                    data-act="delete"
                    onClick={(event) => {
                      passFocus(event.currentTarget);
                      outbox().discard(chatId, key);
                    }}
                  >
                    Delete
                  </button>
                  <span class="dk-unsent__why">{words(message, delivery.reason)}</span>
                </div>
              )}
            </div>
          </li>
        );
      })}
      {!isTalking && draft !== "" && (
        <li class="pl-group pl-group--me is-first is-last">
          <div class="pl-group__main">
            <span class="pl-vh">Your draft:</span>
            <div class="pl-b is-failed">
              <MessageBody body={draft} />
            </div>
            <div class="pl-meta pl-meta--bad dk-unsent">
              <Icon name="alert" size={14} />
              <span>Not sent.</span>
              <button
                type="button"
                class="pl-link"
                data-act="delete"
                onClick={(event) => {
                  passFocus(event.currentTarget);
                  outbox().set(chatId, { draft: "" });
                }}
              >
                Delete
              </button>
              <span class="dk-unsent__why">You were still writing it.</span>
            </div>
          </div>
        </li>
      )}
    </>
  );
}
