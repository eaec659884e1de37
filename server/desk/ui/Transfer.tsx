import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Avatar } from "../../../src/widget/ui/parts/Avatar.tsx";
import { call } from "../api.ts";
import { me, transferTo } from "../desk-state.ts";

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

/** Hands the guest to a queue or to another agent, with a note that the guest never sees. */
export function Transfer({
  guestName,
  close,
}: {
  guestName: string;
  close: () => void;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const targets = useSignal<readonly Target[]>([]);
  const chosen = useSignal(0);
  const note = useSignal("");
  const first = guestName.split(" ")[0] ?? guestName;
  useEffect(() => {
    dialog.current?.showModal();
    findTargets().then(
      (found) => (targets.value = found),
      () => undefined,
    );
  }, []);
  const submit = async (): Promise<void> => {
    const target = targets.value[chosen.value];
    if (target !== undefined && (await transferTo(target.value, note.value.trim()))) close();
  };
  return (
    <dialog ref={dialog} class="pl-dialog dk-dialog" aria-labelledby="dk-tr" onClose={close}>
      <h2 id="dk-tr">Transfer {first}’s chat</h2>
      <p>{first} keeps the same window and sees who takes over.</p>
      <fieldset class="pl-field dk-gap">
        <legend class="pl-label">To</legend>
        <div class="dk-opts">
          {targets.value.map((target, index) => (
            <label key={target.id} class="dk-opt">
              <input
                type="radio"
                name="to"
                checked={index === chosen.value}
                onChange={() => (chosen.value = index)}
              />
              <Avatar id={target.id} name={target.name} />
              <span>
                <b>{target.name}</b>
                <small>{target.words}</small>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="pl-field dk-gap">
        <label class="pl-label" for="dk-note">
          Note to the next agent <small>{first} can’t see this</small>
        </label>
        <textarea
          class="pl-input"
          id="dk-note"
          rows={2}
          maxLength={1000}
          value={note.value}
          onInput={(event) => (note.value = event.currentTarget.value)}
        />
      </div>
      <div class="pl-row dk-rowend">
        <button type="button" class="pl-btn pl-btn--secondary" onClick={close}>
          Cancel
        </button>
        <button type="button" class="pl-btn pl-btn--primary" onClick={() => void submit()}>
          Transfer
        </button>
      </div>
    </dialog>
  );
}
