import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createGuestChat, ParlorError, type GuestChat } from "../../src/transport/index.ts";
import { memoryStorage } from "../../src/transport/ports/storage.ts";
import { createFakeBrowser } from "../fake-browser.ts";
import { timeoutOf, tryMany } from "./budget.ts";
import { goodAnswer, messageFrame, ownArrival } from "./good-server.ts";
import {
  createHandClock,
  createHostileHttp,
  createHostileSockets,
  settle,
} from "./hostile-ports.ts";
import { answer, step, stored, type Step } from "./hostile-steps.ts";
import { watchProcess, type ProcessWatch } from "./process-faults.ts";
import { wrongWith } from "./sound-state.ts";

/*
 * A server, storage and other tabs that send arbitrary values: nothing throws, and the state stays
 * valid.
 */

const BUDGET = { runs: 600, seconds: 2 };
const DEPLOYMENT = "d";
const LAST = "the last word";

let watch: ProcessWatch;

beforeAll(() => {
  watch = watchProcess();
});
afterAll(() => watch.stop());

const isRefusal = (error: unknown): boolean => error instanceof ParlorError;

async function act(chat: GuestChat, does: Extract<Step, { kind: "guest" }>["does"]): Promise<void> {
  switch (does) {
    case "sends":
      chat.send(`text ${chat.get().order.length}`);
      return;
    case "types":
      return chat.typing();
    case "asks for older":
      return chat.loadOlder();
    case "rates":
      return chat.rate(4, "good");
    case "accepts":
      for (const { id } of chat.get().mediaRequests) await chat.acceptMediaRequest(id);
  }
}

function startRig() {
  const clock = createHandClock();
  const sockets = createHostileSockets();
  const { http, plan } = createHostileHttp(goodAnswer);
  const storage = memoryStorage();
  const browser = createFakeBrowser();
  let count = 0;
  const open = (tab: string): GuestChat =>
    createGuestChat({
      api: "https://chat.example",
      organizationId: "o",
      deploymentId: DEPLOYMENT,
      routing: { queue: "Bookings" },
      ports: {
        clock,
        http,
        storage,
        // The same waits each time: a failure has to come again.
        random: { next: () => 0.5, id: () => `id-${count++}` },
        tabs: browser.openTab(tab),
        socket: () => sockets.Socket,
        reachability: { isOnline: () => true, onChange: () => () => undefined },
      },
    });
  const hostileTab = browser.openTab("hostile").open(`parlor:${DEPLOYMENT}`);
  return { clock, sockets, plan, storage, open, hostileTab };
}

const isRunning = (chat: GuestChat): boolean =>
  ["waiting", "talking"].includes(chat.get().phase.kind);

test("frames, answers, tab messages and stored texts of any kind neither throw nor spoil the state", {
  timeout: timeoutOf(BUDGET),
}, async () => {
  const runs = fc.asyncProperty(
    stored,
    fc.array(answer, { maxLength: 3 }),
    fc.array(step, { maxLength: 14 }),
    async (left, first, all) => {
      const { clock, sockets, plan, storage, open, hostileTab } = startRig();
      const refusals: unknown[] = [];
      const ask = (work: Promise<unknown>): void =>
        void work.catch((error: unknown) => void refusals.push(error));
      if (left !== null) {
        storage.set(`parlor:session:${DEPLOYMENT}`, left.session);
        storage.set(`parlor:outbox:${DEPLOYMENT}:k`, left.unsent);
      }
      const [chat, follower] = [open("first"), open("second")];
      const expectSound = (): void => {
        expect(watch.takeFaults()).toEqual([]);
        expect(refusals.filter((error) => !isRefusal(error))).toEqual([]);
        for (const one of [chat, follower]) expect(wrongWith(one.get())).toEqual([]);
      };
      try {
        plan(first);
        ask(chat.resume().then((isResumed) => (isResumed ? undefined : chat.start())));
        await settle();
        sockets.deliver(JSON.stringify(ownArrival));
        ask(follower.resume());
        await settle();
        expectSound();
        for (const step of all) {
          switch (step.kind) {
            case "frame":
              sockets.deliver(step.text);
              break;
            case "answers":
              plan(step.answers);
              break;
            case "tab":
              hostileTab.postMessage(JSON.parse(step.text));
              break;
            case "close":
              sockets.closeAll(step.code);
              break;
            case "time":
              clock.advance(step.ms);
              break;
            case "guest":
              ask((async () => act(chat, step.does))());
          }
          await settle();
          expectSound();
        }
        // A chat that goes on hears what is said next.
        plan([]);
        if (!isRunning(chat)) return;
        const hasLast = (): boolean =>
          [...chat.get().messages.values()].some((row) => row.body === LAST);
        for (let n = 0; n < 100 && isRunning(chat) && !hasLast(); n++) {
          clock.advance(1_000);
          await settle();
          sockets.deliver(JSON.stringify(messageFrame("last", LAST)));
          await settle();
        }
        // A stored address that is none is never opened: the guest is served by asking.
        if (!isRunning(chat) || chat.get().stream.kind === "polling") return;
        expect(hasLast(), "what is said next is heard").toBe(true);
      } finally {
        chat.destroy();
        follower.destroy();
        await settle();
      }
      expectSound();
    },
  );
  await tryMany(runs, BUDGET);
});
