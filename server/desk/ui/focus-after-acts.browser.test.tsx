/** @module-tag engine-focus */

import { afterEach, expect, test, vi } from "vitest";
import { contentOf } from "../api/decode-content.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import {
  chatOf,
  FakeAgentApi,
  guestOf,
  leg,
  missedOf,
  noor,
  own,
  waitingOf,
} from "../testing/fake-agent-api.ts";
import { settle } from "../testing/fake-clock.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* Every control of the desk is pressed once: afterwards focus is not on the page's body. */

const AMA = "c-ama";
const over = leg({ state: "disconnected", endTime: "2026-01-01T10:30:00.000Z" });
const { connectedTime: _, ...ringing } = leg({
  state: "alerting",
  startAlertingTime: "2026-01-01T12:00:00.000Z",
  alertingTimeoutMs: 30_000,
});

/** An agent API whose conversations change as those of a server do. */
class ActingApi extends FakeAgentApi {
  constructor() {
    super();
    this.take = async (id) => {
      const view = chatOf(id, "Guest", leg());
      this.#set(id, view);
      return view;
    };
    this.leave = async (id) => this.#remove(id);
    this.end = async (id) => this.#set(id, chatOf(id, "Ama", over));
    this.transfer = async (id) => this.#set(id, chatOf(id, "Ama", over));
    this.wrapUp = async (id) => this.#remove(id);
  }

  #remove(id: string): undefined {
    const at = this.all.findIndex((one) => one.id === id);
    if (at !== -1) this.all.splice(at, 1);
    const waits = this.line.findIndex((one) => one.id === id);
    if (waits !== -1) this.line.splice(waits, 1);
  }

  #set(id: string, view: (typeof this.all)[number]): undefined {
    this.#remove(id);
    this.all.push(view);
  }
}

let it: TestDesk;
afterEach(() => clearDesk(it));

const all = (selector: string): HTMLElement[] =>
  [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
const button = (words: string): HTMLElement | undefined =>
  all("button").find((one) => (one.ariaLabel ?? one.textContent)?.trim() === words);
async function press(words: string): Promise<void> {
  await vi.waitFor(() => expect(button(words), words).toBeDefined());
  button(words)?.focus();
  button(words)?.click();
}
async function choose(name: string): Promise<void> {
  const row = (): HTMLElement | undefined =>
    all(".dk-side button.dk-row").find((one) => one.textContent?.includes(name));
  await vi.waitFor(() => expect(row(), name).toBeDefined());
  row()?.click();
  await vi.waitFor(() => expect(document.querySelector(".dk-head h2")).not.toBeNull());
}
const talking = (api: FakeAgentApi): void => {
  api.all.push(chatOf(AMA, "Ama", leg()), chatOf("c-oskar", "Oskar", leg({ id: "leg-2" })));
  api.say(AMA, "See https://lanternline.example/berths", guestOf(AMA, "Ama"));
};

/** The states of the desk: the API's data, and the acts that lead to the state. */
const states: Readonly<Record<string, readonly [(api: FakeAgentApi) => void, () => unknown]>> = {
  "guests who wait": [
    (api) => {
      for (const n of [0, 1, 2, 3, 4, 5]) api.line.push(waitingOf(`w${n}`, `Guest ${n}`));
    },
    () => vi.waitFor(() => expect(button("2 more waiting")).toBeDefined()),
  ],
  "a guest that is read along": [
    (api) => api.line.push(waitingOf("w0", "Mara")),
    () => choose("Mara"),
  ],
  "an offer": [
    (api) => {
      api.line.push(waitingOf("w0", "Mara"));
      api.all.push(chatOf("w0", "Mara", ringing));
    },
    () => vi.waitFor(() => expect(button("Accept")).toBeDefined()),
  ],
  "a conversation": [talking, () => choose("Ama")],
  "choices that are being written": [
    talking,
    async () => {
      await choose("Ama");
      await press("Send choices");
      await press("Add a choice");
      await vi.waitFor(() => expect(button("Remove choice 2")).toBeDefined());
    },
  ],
  "many times to choose from": [
    (api) => {
      talking(api);
      const times = Array.from({ length: 20 }, (_, n) => ({
        at: new Date(Date.parse("2027-01-01T10:00:00Z") + n * 3_600_000).toISOString(),
      }));
      api.say(AMA, "When?", own, "text", { content: contentOf([{ kind: "times", times }]) });
    },
    async () => {
      await choose("Ama");
      await vi.waitFor(() => expect(button("Show all 20 times")).toBeDefined());
    },
  ],
  "a transfer": [
    (api) => {
      talking(api);
      api.allQueues.push({
        id: "q-2",
        name: "Support",
        memberCount: 1,
        joinedMemberCount: 1,
        selfUri: "",
        parlor: { waiting: 0, free: 1 },
      });
    },
    async () => {
      await choose("Ama");
      await press("Transfer");
      await vi.waitFor(() => expect(all("dialog input[type=radio]")).not.toEqual([]));
      all("dialog input[type=radio]")[0]?.click();
    },
  ],
  "the question before an end": [
    talking,
    async () => {
      await choose("Ama");
      await press("End chat");
    },
  ],
  "the question before signing out": [talking, () => press("Sign out")],
  "a wrap-up": [
    (api) => api.all.push(chatOf(AMA, "Ama", over)),
    async () => {
      await choose("Ama");
      await vi.waitFor(() => expect(all("input[name=outcome]")).not.toEqual([]));
      all("input[name=outcome]")[0]?.click();
    },
  ],
  "the missed guests": [
    (api) => api.allMissed.push(missedOf("ama", "Ama Boateng")),
    () => press("Missed 1"),
  ],
  "a missed guest": [
    (api) => api.allMissed.push(missedOf("ama", "Ama Boateng")),
    async () => {
      await press("Missed 1");
      await choose("Ama Boateng");
    },
  ],
  "the wrap-up of a missed guest": [
    (api) =>
      api.allMissed.push(missedOf("ama", "Ama", { takenBy: { id: noor.id, name: noor.name } })),
    async () => {
      await press("Missed 1");
      await choose("Ama");
      await vi.waitFor(() => expect(all("input[name=outcome]")).not.toEqual([]));
      all("input[name=outcome]")[0]?.click();
    },
  ],
};

/** The controls of the state, but for links, which lead away from the page. */
const controls = (): HTMLElement[] =>
  all("dialog[open]").length > 0
    ? all("dialog[open] :is(button, input, select, textarea)")
    : all("button, input, select, textarea");

for (const [name, [fill, lead]] of Object.entries(states))
  test(`a press of any control leaves focus on an element, in the state: ${name}`, async () => {
    const lost: string[] = [];
    for (let index = 0, count = 1; index < count; index++) {
      const api = new ActingApi();
      fill(api);
      it = await drawDesk(api);
      await lead();
      count = controls().length;
      const control = controls()[index];
      const words = control?.ariaLabel ?? control?.textContent ?? control?.tagName;
      control?.focus();
      control?.click();
      const isLost = (): boolean => document.activeElement === document.body;
      await settle();
      // Components move focus after the drawing.
      for (let frame = 0; frame < 4 || (isLost() && frame < 20); frame++)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      if (isLost()) lost.push(`${words}`);
      if (index + 1 < count) clearDesk(it);
    }
    expect(lost).toEqual([]);
  });
