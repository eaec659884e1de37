import "./WrapUp.css";
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { WrapupCode } from "../api/views.ts";
import { setStatus } from "../model/chat-acts.ts";
import { useDesk } from "./desk-context.ts";
import { focusHome } from "./focus.ts";

const MAX_NOTE = 4_000;

type Codes =
  | { readonly kind: "loading" | "failed" }
  | { readonly kind: "here"; readonly codes: readonly WrapupCode[] };

/**
 * How a conversation went: an outcome and a note. Only the agent selects and saves it; until then
 * both stay with the conversation.
 */
export function OutcomeForm({
  id,
  load,
  isReady,
  save,
  children,
}: {
  id: string;
  load: () => Promise<readonly WrapupCode[]>;
  /** Whether there is something to save at this moment. */
  isReady: boolean;
  /** @param code - null where the organization has no outcomes */
  save: (code: string | null, note: string) => Promise<boolean>;
  /** The heading with the id `dk-wr`, and what it says. */
  children: ComponentChildren;
}): JSX.Element {
  const desk = useDesk();
  const known = useSignal<Codes>({ kind: "loading" });
  const isBusy = useSignal(false);
  const { wrapUp: draft } = desk.work.value.of(id);
  const loadCodes = (): void => {
    known.value = { kind: "loading" };
    load().then(
      (codes) => (known.value = { kind: "here", codes }),
      () => (known.value = { kind: "failed" }),
    );
  };
  useEffect(loadCodes, []);
  // The field or the button that had focus may have gone.
  useLayoutEffect(focusHome, []);
  const codes = known.value.kind === "here" ? known.value.codes : [];
  const hasNone = known.value.kind === "here" && codes.length === 0;
  const chosen = codes.find((one) => one.id === draft.code);
  const canSave = !isBusy.value && isReady && (chosen !== undefined || hasNone);
  const done = async (thenBreak: boolean): Promise<void> => {
    if (!canSave) return;
    isBusy.value = true;
    const isSaved = await save(chosen?.id ?? null, draft.note.trim());
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
        <div>{children}</div>
        {known.value.kind === "failed" && (
          <p class="dk-bad" role="alert">
            The outcomes could not be loaded.{" "}
            <button type="button" class="pl-link" onClick={loadCodes}>
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
