import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Avatar } from "../../../src/widget/parts/Avatar.tsx";
import { call } from "../api/agent-client.ts";
import { transferTo } from "../model/desk-acts.ts";
import { outbox, unfinished } from "../model/desk-outbox.ts";
import { me, problem } from "../model/desk-state.ts";
import { firstName } from "../model/names.ts";
import { Modal } from "./Modal.tsx";
import { Name } from "./Name.tsx";

interface Target {
  readonly value: { readonly queueId: string } | { readonly userId: string };
  readonly id: string;
  readonly name: string;
  readonly words: string;
}

async function findTargets(): Promise<Target[]> {
  const [queues, agents] = (await Promise.all([
    call("GET", "/api/v2/routing/queues"),
    call("GET", "/api/v2/parlor/agents"),
  ])) as [
    {
      entities: {
        id: string;
        name: string;
        joinedMemberCount: number;
        parlor: { waiting: number };
      }[];
    },
    { entities: { id: string; name: string; status: string; chats: number; capacity: number }[] },
  ];
  const waits = (count: number): string => (count === 0 ? "no wait" : `${count} waiting`);
  return [
    ...queues.entities.map((queue) => ({
      value: { queueId: queue.id },
      id: queue.id,
      name: queue.name,
      words: `${queue.joinedMemberCount} free · ${waits(queue.parlor.waiting)}`,
    })),
    ...agents.entities
      .filter((agent) => agent.id !== me.value?.id && agent.status !== "offline")
      .map((agent) => ({
        value: { userId: agent.id },
        id: agent.id,
        name: agent.name,
        words: agent.status === "available" && agent.chats < agent.capacity ? "Free now" : "Busy",
      })),
  ];
}

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
  const known = useSignal<Targets>({ kind: "loading" });
  const chosen = useSignal<string | null>(null);
  const isBusy = useSignal(false);
  const hasFailed = useSignal(false);
  const note = unfinished(chatId).transferNote;
  const first = firstName(guestName);
  const load = (): void => {
    known.value = { kind: "loading" };
    findTargets().then(
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
    const isDone = await transferTo(chatId, legId, target.value, note.trim());
    isBusy.value = false;
    if (isDone) close();
    else hasFailed.value = true;
  };
  const why = known.value.kind === "here" && target === undefined ? "dk-tr-why" : undefined;
  return (
    <Modal titleId="dk-tr" close={() => !isBusy.value && close()}>
      <h2 id="dk-tr" tabIndex={-1} data-first>
        Transfer <Name of={first} />
        ’s chat
      </h2>
      <p>
        <Name of={first} /> keeps the same window and sees who takes over.
      </p>
      <fieldset class="pl-field dk-gap">
        <legend class="pl-label">To</legend>
        {known.value.kind === "failed" && (
          <p class="dk-bad" role="alert">
            The queues and agents could not be loaded.{" "}
            <button type="button" class="pl-link" onClick={load}>
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
              <Avatar id={id} name={name} />
              <span>
                <b>{name}</b>
                <small>{words}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="pl-field dk-gap">
        <label class="pl-label" for="dk-note">
          Note to the next agent{" "}
          <small>
            <Name of={first} /> can’t see this
          </small>
        </label>
        <textarea
          class="pl-input"
          id="dk-note"
          rows={2}
          maxLength={1000}
          value={note}
          onInput={(event) => outbox().set(chatId, { transferNote: event.currentTarget.value })}
        />
      </div>
      {hasFailed.value && (
        <p class="dk-bad" role="alert">
          {problem.value}
        </p>
      )}
      <div class="pl-row dk-rowend">
        {why !== undefined && (
          <p class="dk-why" id={why}>
            Choose where the chat goes.
          </p>
        )}
        <button type="button" class="pl-btn pl-btn--secondary" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="pl-btn pl-btn--primary"
          aria-disabled={target === undefined || isBusy.value}
          aria-describedby={why}
          onClick={() => void submit()}
        >
          Transfer
        </button>
      </div>
    </Modal>
  );
}
