import "./Transfer.css";
import { useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { transferTo } from "../model/chat-acts.ts";
import { shortLabel } from "../model/names.ts";
import { findTargets, type Target } from "../model/transfer-targets.ts";
import { useDesk } from "./desk-context.ts";
import { Modal } from "./Modal.tsx";
import { Name } from "./Name.tsx";

const MAX_NOTE = 1_000;

type Targets =
  | { readonly kind: "loading" | "failed" }
  | { readonly kind: "here"; readonly targets: readonly Target[] };

/**
 * Transfers the guest to a queue or to another agent, with a note that the guest never sees. No
 * target is preselected.
 */
export function Transfer({
  chatId,
  legId,
  guestName,
  close,
}: {
  chatId: string;
  /** The agent's leg when the dialog was opened. */
  legId: string;
  guestName: string;
  close: () => void;
}): JSX.Element {
  const desk = useDesk();
  const known = useSignal<Targets>({ kind: "loading" });
  const chosen = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const first = shortLabel(guestName);
  const load = (): void => {
    known.value = { kind: "loading" };
    findTargets(desk).then(
      (targets) => (known.value = { kind: "here", targets }),
      () => (known.value = { kind: "failed" }),
    );
  };
  useEffect(load, []);
  const targets = known.value.kind === "here" ? known.value.targets : [];
  const target = targets.find((one) => one.id === chosen.value);
  const submit = async (): Promise<void> => {
    if (target === undefined || isBusy.value) return;
    isBusy.value = true;
    hasFailed.value = false;
    const note = desk.work.peek().outbox.of(chatId).transferNote.trim();
    const isDone = await transferTo(desk, chatId, legId, target.value, note);
    isBusy.value = false;
    if (isDone) close();
    else hasFailed.value = true;
  };
  return (
    <Modal titleId="dk-tr" close={() => !isBusy.value && close()}>
      <h2 id="dk-tr" tabIndex={-1} data-first>
        Transfer <Name of={first} />
        ’s chat
      </h2>
      <p>
        <Name of={first} /> keeps the same window and sees who takes over.
      </p>
      <Choice
        targets={targets}
        chosen={chosen}
        again={known.value.kind === "failed" ? load : null}
      />
      <NoteField chatId={chatId} first={first} />
      {hasFailed.value && (
        <p class="dk-bad" role="alert">
          {desk.notices.problem.value}
        </p>
      )}
      <Buttons
        isChoiceMissing={known.value.kind === "here" && target === undefined}
        canSend={target !== undefined && !isBusy.value}
        close={close}
        submit={() => void submit()}
      />
    </Modal>
  );
}

function Choice(props: {
  targets: readonly Target[];
  chosen: Signal<string | null>;
  /** Loads the targets again; null unless they could not be loaded. */
  again: (() => void) | null;
}): JSX.Element {
  const { targets, chosen, again } = props;
  return (
    <fieldset class="pl-field dk-gap">
      <legend class="pl-label">To</legend>
      {again !== null && (
        <p class="dk-bad" role="alert">
          The queues and agents could not be loaded.{" "}
          <button type="button" class="pl-link" onClick={again}>
            Try again
          </button>
        </p>
      )}
      <div class="dk-opts">
        {targets.map(({ id, name, words }) => (
          <label key={id} class="dk-opt">
            <input
              type="radio"
              name="to"
              checked={id === chosen.value}
              onChange={() => (chosen.value = id)}
            />
            <Avatar name={name} />
            <span>
              <b>{name}</b>
              <small>{words}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function NoteField({ chatId, first }: { chatId: string; first: string }): JSX.Element {
  const { work } = useDesk();
  return (
    <div class="pl-field dk-gap">
      <label class="pl-label" for="dk-note">
        Note to the next agent{" "}
        <small>
          <Name of={first} /> can’t see this
        </small>
      </label>
      <textarea
        dir="auto"
        class="pl-input"
        id="dk-note"
        rows={2}
        maxLength={MAX_NOTE}
        value={work.value.of(chatId).transferNote}
        onInput={({ currentTarget: { value } }) =>
          work.peek().outbox.set(chatId, { transferNote: value })
        }
      />
    </div>
  );
}

function Buttons(props: {
  isChoiceMissing: boolean;
  canSend: boolean;
  close: () => void;
  submit: () => void;
}): JSX.Element {
  const why = props.isChoiceMissing ? "dk-tr-why" : undefined;
  return (
    <div class="pl-row dk-rowend">
      {why !== undefined && (
        <p class="dk-why" id={why}>
          Choose where the chat goes.
        </p>
      )}
      <button type="button" class="pl-btn pl-btn--secondary" onClick={props.close}>
        Cancel
      </button>
      <button
        type="button"
        class="pl-btn pl-btn--primary"
        aria-disabled={!props.canSend}
        aria-describedby={why}
        onClick={props.submit}
      >
        Transfer
      </button>
    </div>
  );
}
