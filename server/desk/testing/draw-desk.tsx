import { render } from "preact";
import { memoryStorage } from "../../../src/transport/ports/storage.ts";
import { RestCall } from "../api/rest-call.ts";
import { startAnnouncing } from "../model/announcer.ts";
import { startSendingFiles } from "../model/send-files.ts";
import { DeskApp } from "../model/desk-app.ts";
import { DeskRoot } from "../ui/Desk.tsx";
import type { DeskPage } from "../ui/desk-context.ts";
import { DeskSound } from "../ui/desk-sound.ts";
import { isWriting } from "../ui/focus.ts";
import type { FakeAgentApi } from "./fake-agent-api.ts";
import { TestDesk } from "./test-desk.ts";

/** A page on which nobody has signed in. */
export function emptyPage(): DeskPage {
  const { clock, serverClock, reachability } = new TestDesk();
  const app = new DeskApp({
    rest: new RestCall(memoryStorage()),
    clock,
    serverClock,
    random: { next: () => 1, id: () => "id" },
    reachability,
    openSocket: () => {
      throw new Error("No sockets here.");
    },
    storage: memoryStorage(),
    isWriting,
  });
  return { app, sound: new DeskSound(memoryStorage()) };
}

/**
 * Draws the desk of a signed-in agent, with what the API has.
 * @param aheadMs - how far the agent's clock is ahead of the server's
 */
export async function drawDesk(api: FakeAgentApi, aheadMs = 0): Promise<TestDesk> {
  const test = new TestDesk(api, memoryStorage(), aheadMs);
  const page = emptyPage();
  page.app.desk.value = test.desk;
  render(<DeskRoot page={page} />, document.body);
  startAnnouncing(test.desk);
  startSendingFiles(test.desk);
  return test.start();
}

export function clearDesk(test: TestDesk): void {
  test.desk.close(true);
  render(null, document.body);
}
