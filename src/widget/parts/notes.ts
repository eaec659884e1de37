/** Two soft notes, a fourth apart; each fades within a third of a second. */
const NOTES_HZ = [587.33, 783.99];
const STEP_S = 0.12;
const LASTS_S = 0.35;
const VOLUME = 0.06;

/** The duration of both notes together, in milliseconds. */
export const NOTES_MS = 1_000 * (STEP_S + LASTS_S);

/** Plays the only sound of the widget: a message has arrived unseen. */
export function playNotes(context: AudioContext): void {
  NOTES_HZ.forEach((frequency, index) => {
    const begin = context.currentTime + index * STEP_S;
    const volume = context.createGain();
    volume.gain.setValueAtTime(VOLUME, begin);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + LASTS_S);
    const note = new OscillatorNode(context, { type: "sine", frequency });
    note.connect(volume).connect(context.destination);
    note.start(begin);
    note.stop(begin + LASTS_S);
  });
}
