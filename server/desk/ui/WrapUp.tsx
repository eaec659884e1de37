import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Icon } from "../../../src/widget/ui/parts/Icon.tsx";
import { call, chatPath } from "../api.ts";
import { leg, now, selected, setStatus, wrapUp } from "../desk-state.ts";
import { clockTime } from "../../../src/widget/i18n/dates.ts";

const WRAP_UP_MS = 60_000;

interface Code {
  readonly id: string;
  readonly name: string;
}

/** What came of the chat. When the time is up, the chosen outcome is saved. */
export function WrapUp(): JSX.Element {
  const codes = useSignal<readonly Code[]>([]);
  const chosen = useSignal("");
  const note = useSignal("");
  const until = useSignal(Date.now() + WRAP_UP_MS);
  const isBusy = useSignal(false);
  useEffect(() => {
    call(
      "GET",
      `${chatPath(selected.value ?? "")}/participants/${leg.value?.id ?? ""}/wrapupcodes`,
    ).then(
      (found) => {
        codes.value = found as Code[];
        chosen.value = codes.value[0]?.id ?? "";
      },
      () => undefined,
    );
  }, []);
  const done = async (thenBreak: boolean): Promise<void> => {
    if (isBusy.value) return;
    isBusy.value = true;
    if ((await wrapUp(chosen.value, note.value.trim())) && thenBreak) await setStatus("break");
    isBusy.value = false;
  };
  const left = until.value - now.value;
  useEffect(() => {
    if (left <= 0 && chosen.value !== "") void done(false);
  }, [left <= 0]);
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
          <h3 id="dk-wr">Wrap up</h3>
          <p>
            Next guest in <span class="pl-tnum">{clockTime(left)}</span>.{" "}
            <button type="button" class="pl-link" onClick={() => (until.value += WRAP_UP_MS)}>
              Add a minute
            </button>
          </p>
        </div>
        <fieldset class="dk-chips">
          <legend class="pl-vh">Outcome</legend>
          {codes.value.map((code) => (
            <label key={code.id} class="dk-chip">
              <input
                type="radio"
                name="outcome"
                checked={chosen.value === code.id}
                onChange={() => (chosen.value = code.id)}
              />
              <span>
                <Icon name="check" size={14} />
                {code.name}
              </span>
            </label>
          ))}
        </fieldset>
        <div class="pl-field">
          <label class="pl-label" for="dk-wr-note">
            Note <small>Optional</small>
          </label>
          <textarea
            class="pl-input"
            id="dk-wr-note"
            rows={2}
            value={note.value}
            onInput={(event) => (note.value = event.currentTarget.value)}
          />
        </div>
        <div class="pl-row dk-rowend">
          <button type="button" class="pl-btn pl-btn--secondary" onClick={() => void done(true)}>
            Done, go on a break
          </button>
          <button type="submit" class="pl-btn pl-btn--primary">
            Done
          </button>
        </div>
      </div>
    </form>
  );
}
