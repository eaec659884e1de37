import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { timeOf } from "../../../src/widget/i18n/translate.ts";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { call, chatPath, type MediaView } from "../api/agent-client.ts";
import { outbox, unfinished } from "../model/desk-outbox.ts";
import { capacityWords, setStatus, wrapUp } from "../model/desk-acts.ts";
import { isFull, me, myOwedLegs } from "../model/desk-state.ts";
import { focusHome } from "./focus.ts";
import { statusName } from "../model/statuses.ts";

const MAX_NOTE = 4_000;

interface Code {
  readonly id: string;
  readonly name: string;
}
type Codes =
  | { readonly kind: "loading" | "failed" }
  | { readonly kind: "here"; readonly codes: readonly Code[] };

/**
 * Says whether guests are offered meanwhile: the router considers the status and the number of
 * conversations, but not wrap-ups.
 */
function offerWords(): string {
  const status = me.value?.parlor.status ?? "";
  if (status !== "available")
    return `Your status is “${statusName(status)}”: no guests are offered to you.`;
  if (isFull.value) return `${capacityWords()} No guests are offered to you.`;
  return "New guests can be offered to you meanwhile.";
}

/**
 * The wrap-up of the agent's leg. Only the agent selects and saves it; until then it stays pending.
 */
export function WrapUp({ chat }: { chat: MediaView }): JSX.Element {
  const { id } = chat;
  const known = useSignal<Codes>({ kind: "loading" });
  const isBusy = useSignal(false);
  const legs = myOwedLegs(chat);
  const last = legs.at(-1);
  const { wrapUp: draft, unsent, draft: message } = unfinished(id);
  const load = (): void => {
    known.value = { kind: "loading" };
    call("GET", `${chatPath(id)}/participants/${last?.id ?? ""}/wrapupcodes`).then(
      (codes) => (known.value = { kind: "here", codes: codes as Code[] }),
      () => (known.value = { kind: "failed" }),
    );
  };
  useEffect(load, []);
  // The field in which the agent was writing may have gone with the chat's end.
  useLayoutEffect(focusHome, []);
  const codes = known.value.kind === "here" ? known.value.codes : [];
  const hasNone = known.value.kind === "here" && codes.length === 0;
  const chosen = codes.find((one) => one.id === draft.code);
  const canSave = !isBusy.value && legs.length > 0 && (chosen !== undefined || hasNone);
  const done = async (thenBreak: boolean): Promise<void> => {
    if (!canSave) return;
    isBusy.value = true;
    const legIds = legs.map((leg) => leg.id);
    const isSaved = await wrapUp(id, legIds, chosen?.id ?? null, draft.note.trim());
    isBusy.value = false;
    if (!isSaved) return;
    focusHome();
    if (thenBreak) await setStatus("break");
  };
  const change = (part: Partial<typeof draft>): void =>
    outbox().set(id, { wrapUp: { ...outbox().of(id).wrapUp, ...part } });
  const why = chosen === undefined && codes.length > 0 ? "dk-wr-why" : undefined;
  const lost = unsent.length + (message === "" ? 0 : 1);
  return (
    <form
      class="dk-wrap"
      aria-labelledby="dk-wr"
      onSubmit={(event) => {
        event.preventDefault();
        void done(false);
      }}
    >
      <div class="dk-wrap__in">
        <div>
          <h3 id="dk-wr" tabIndex={-1}>
            Wrap up
          </h3>
          <p>
            {last?.endTime !== undefined &&
              `${last.disconnectType === "transfer" ? "Transferred" : "Ended"} at ${timeOf(Date.parse(last.endTime))}. `}
            {offerWords()} The wrap-up stays in your list until you save it.
          </p>
          {lost > 0 && (
            <p class="dk-bad">
              {lost === 1 ? "1 text was not sent" : `${lost} texts were not sent`}, and{" "}
              {lost === 1 ? "is" : "are"} deleted when you save.
            </p>
          )}
        </div>
        {known.value.kind === "failed" && (
          <p class="dk-bad" role="alert">
            The outcomes could not be loaded.{" "}
            <button type="button" class="pl-link" onClick={load}>
              Try again
            </button>
          </p>
        )}
        {codes.length > 0 && (
          <fieldset class="dk-chips">
            <legend class="pl-vh">Outcome</legend>
            {codes.map((code) => (
              <label key={code.id} class="dk-chip">
                <input
                  type="radio"
                  name="outcome"
                  checked={draft.code === code.id}
                  onChange={() => change({ code: code.id })}
                />
                <span>
                  <Icon name="check" size={14} />
                  {code.name}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {!hasNone && (
          <div class="pl-field">
            <label class="pl-label" for="dk-wr-note">
              Note <small>Optional</small>
            </label>
            <textarea
              class="pl-input"
              id="dk-wr-note"
              rows={2}
              maxLength={MAX_NOTE}
              value={draft.note}
              onInput={(event) => change({ note: event.currentTarget.value })}
            />
          </div>
        )}
        <div class="pl-row dk-rowend">
          {why !== undefined && (
            <p class="dk-why" id={why}>
              Choose an outcome first.
            </p>
          )}
          <button
            type="button"
            class="pl-btn pl-btn--secondary"
            aria-disabled={!canSave}
            aria-describedby={why}
            onClick={() => void done(true)}
          >
            Done, go on a break
          </button>
          <button
            type="submit"
            class="pl-btn pl-btn--primary"
            aria-disabled={!canSave}
            aria-describedby={why}
          >
            Done
          </button>
        </div>
      </div>
    </form>
  );
}
