import "./WrapUp.css";
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { MediaView, WrapupCode } from "../api/views.ts";
import { setStatus, wrapUp } from "../model/chat-acts.ts";
import type { Desk } from "../model/desk.ts";
import { statusName } from "../model/statuses.ts";
import { capacityWords } from "../model/take-guest.ts";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";
import { focusHome } from "./focus.ts";

const MAX_NOTE = 4_000;

type Codes =
  | { readonly kind: "loading" | "failed" }
  | { readonly kind: "here"; readonly codes: readonly WrapupCode[] };

/**
 * Says whether guests are offered meanwhile: the router considers the status and the number of
 * conversations, but not wrap-ups.
 */
function offerWords(desk: Desk): string {
  const { status = "" } = desk.lists.me.value?.parlor ?? {};
  if (status !== "available")
    return `Your status is “${statusName(status)}”: no guests are offered to you.`;
  if (desk.lists.isFull.value) return `${capacityWords(desk)} No guests are offered to you.`;
  return "New guests can be offered to you meanwhile.";
}

/**
 * The wrap-up of the agent's leg. Only the agent selects and saves it; until then it stays pending.
 */
export function WrapUp({ chat }: { chat: MediaView }): JSX.Element {
  const { id } = chat;
  const desk = useDesk();
  const known = useSignal<Codes>({ kind: "loading" });
  const isBusy = useSignal(false);
  const legs = desk.lists.myOwedLegs(chat);
  const { wrapUp: draft } = desk.work.value.of(id);
  const load = (): void => {
    known.value = { kind: "loading" };
    desk.client.wrapupCodes(id, legs.at(-1)?.id ?? "").then(
      (codes) => (known.value = { kind: "here", codes }),
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
    const isSaved = await wrapUp(desk, id, legIds, chosen?.id ?? null, draft.note.trim());
    isBusy.value = false;
    if (!isSaved) return;
    focusHome();
    if (thenBreak) await setStatus(desk, "break");
  };
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
        <WrapUpHead chat={chat} />
        {known.value.kind === "failed" && (
          <p class="dk-bad" role="alert">
            The outcomes could not be loaded.{" "}
            <button type="button" class="pl-link" onClick={load}>
              Try again
            </button>
          </p>
        )}
        {codes.length > 0 && <Outcomes id={id} codes={codes} />}
        {!hasNone && <Note id={id} />}
        <Buttons
          canSave={canSave}
          isChoiceMissing={chosen === undefined && codes.length > 0}
          goOnBreak={() => void done(true)}
        />
      </div>
    </form>
  );
}

function WrapUpHead({ chat }: { chat: MediaView }): JSX.Element {
  const desk = useDesk();
  const last = desk.lists.myOwedLegs(chat).at(-1);
  const { unsent, draft } = desk.work.value.of(chat.id);
  const lost = unsent.length + (draft === "" ? 0 : 1);
  return (
    <div>
      <h3 id="dk-wr" tabIndex={-1}>
        Wrap up
      </h3>
      <p>
        {last?.endTime !== undefined &&
          `${last.disconnectType === "transfer" ? "Transferred" : "Ended"} at ${english.timeOf(Date.parse(last.endTime))}. `}
        {offerWords(desk)} The wrap-up stays in your list until you save it.
      </p>
      {lost > 0 && (
        <p class="dk-bad">
          {lost === 1 ? "1 text was not sent" : `${lost} texts were not sent`}, and{" "}
          {lost === 1 ? "is" : "are"} deleted when you save.
        </p>
      )}
    </div>
  );
}

function Outcomes({ id, codes }: { id: string; codes: readonly WrapupCode[] }): JSX.Element {
  const { work } = useDesk();
  const { wrapUp: draft } = work.value.of(id);
  return (
    <fieldset class="dk-chips">
      <legend class="pl-vh">Outcome</legend>
      {codes.map(({ id: code, name }) => (
        <label key={code} class="dk-chip">
          <input
            type="radio"
            name="outcome"
            checked={draft.code === code}
            onChange={() => {
              const { outbox } = work.peek();
              outbox.set(id, { wrapUp: { ...outbox.of(id).wrapUp, code } });
            }}
          />
          <span>
            <Icon name="check" size={14} />
            {name}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Note({ id }: { id: string }): JSX.Element {
  const { work } = useDesk();
  return (
    <div class="pl-field">
      <label class="pl-label" for="dk-wr-note">
        Note <small>Optional</small>
      </label>
      <textarea
        dir="auto"
        class="pl-input"
        id="dk-wr-note"
        rows={2}
        maxLength={MAX_NOTE}
        value={work.value.of(id).wrapUp.note}
        onInput={({ currentTarget: { value: note } }) => {
          const { outbox } = work.peek();
          outbox.set(id, { wrapUp: { ...outbox.of(id).wrapUp, note } });
        }}
      />
    </div>
  );
}

function Buttons(props: {
  canSave: boolean;
  isChoiceMissing: boolean;
  goOnBreak: () => void;
}): JSX.Element {
  const why = props.isChoiceMissing ? "dk-wr-why" : undefined;
  const button = (type: "button" | "submit", look: string, words: ComponentChildren) => (
    <button
      type={type}
      class={`pl-btn pl-btn--${look}`}
      aria-disabled={!props.canSave}
      aria-describedby={why}
      {...(type === "button" && { onClick: props.goOnBreak })}
    >
      {words}
    </button>
  );
  return (
    <div class="pl-row dk-rowend">
      {why !== undefined && (
        <p class="dk-why" id={why}>
          Choose an outcome first.
        </p>
      )}
      {button("button", "secondary", "Done, go on a break")}
      {button("submit", "primary", "Done")}
    </div>
  );
}
