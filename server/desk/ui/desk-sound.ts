import { effect, signal } from "@preact/signals";
import { playNotes } from "../../../src/widget/parts/notes.ts";
import { unread, waiting } from "../model/desk-state.ts";

const KEY = "parlor-desk:sound";

/** Whether a new guest, and a message in a chat that is not looked at, are heard. */
export const isRinging = signal(localStorage.getItem(KEY) !== "off");

export function setRinging(isOn: boolean): void {
  isRinging.value = isOn;
  localStorage.setItem(KEY, isOn ? "on" : "off");
}

/**
 * Plays a sound for new guests and messages once somebody has used the page, and shows their number
 * in its title.
 */
export function ringAtDesk(): void {
  let context: AudioContext | null = null;
  let before = 0;
  effect(() => {
    const guests = waiting.value.length;
    const messages = [...unread.value.values()].reduce((sum, count) => sum + count, 0);
    const count = guests + messages;
    document.title = count === 0 ? "Desk · Parlor" : `(${count}) Desk · Parlor`;
    const isMore = count > before;
    before = count;
    if (!isMore || !isRinging.peek() || !navigator.userActivation?.hasBeenActive) return;
    context ??= new AudioContext();
    playNotes(context);
  });
}
