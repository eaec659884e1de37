import { effect, signal, type Signal } from "@preact/signals";
import { playNotes } from "../../../src/widget/parts/notes.ts";
import type { DeskApp } from "../model/desk-app.ts";

const KEY = "parlor-desk:sound";

/** The place of the choice, which stays with the browser. */
interface SoundStorage {
  get(key: string): string | null;
  set(key: string, value: string): unknown;
}

/** The sound for new guests and for messages in chats that are not looked at. */
export class DeskSound {
  readonly isOn: Signal<boolean>;
  readonly #storage: SoundStorage;
  #context: AudioContext | null = null;

  constructor(storage: SoundStorage) {
    this.#storage = storage;
    this.isOn = signal(storage.get(KEY) !== "off");
  }

  set(isOn: boolean): void {
    this.isOn.value = isOn;
    this.#storage.set(KEY, isOn ? "on" : "off");
  }

  /**
   * Plays once somebody has used the page, and shows the number of waiting guests and unread
   * messages, and of missed guests, in the page's title. @returns the undo
   */
  follow({ desk }: DeskApp): () => void {
    let before = 0;
    return effect(() => {
      const { inLine, ringing } = desk.value?.lists ?? {};
      const guests = new Set(
        [...(inLine?.value ?? []), ...(ringing?.value ?? [])].map((one) => one.id),
      );
      const unread = [...(desk.value?.unread.value.values() ?? [])];
      const count = guests.size + unread.reduce((sum, one) => sum + one, 0);
      const missed = desk.value?.lists.toAnswer.value.length ?? 0;
      document.title = [
        count === 0 ? "Desk" : `(${count}) Desk`,
        ...(missed === 0 ? [] : [`${missed} missed`]),
        "Parlor",
      ].join(" · ");
      if (count > before) this.#play();
      before = count;
    });
  }

  #play(): void {
    if (!this.isOn.peek() || !navigator.userActivation?.hasBeenActive) return;
    this.#context ??= new AudioContext();
    playNotes(this.#context);
  }
}
