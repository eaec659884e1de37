/** @module-tag engine-storage */

import { expect, test, vi } from "vitest";
import { createFakeServer } from "../../testing/index.ts";
import { createGuestChat } from "../index.ts";

test("two chats of one browser share one conversation over the browser's own locks and channel", async () => {
  const server = createFakeServer();
  const undo = server.install();
  const open = () =>
    createGuestChat({
      api: server.url,
      organizationId: "o",
      deploymentId: "real-locks",
      routing: { queue: "Bookings" },
    });
  const [first, second] = [open(), open()];
  await first.start();
  expect(await second.resume()).toBe(true);
  await vi.waitFor(() => expect(second.get().stream.kind).toBe("live"));
  const key = second.send("from the follower");
  await vi.waitFor(() => expect(second.get().messages.get(key)?.delivery.kind).toBe("sent"));
  expect(first.get().messages.get(key)?.delivery.kind).toBe("sent");
  first.destroy();
  const late = second.send("from the new leader");
  await vi.waitFor(() => expect(second.get().messages.get(late)?.delivery.kind).toBe("sent"), {
    timeout: 5_000,
  });
  expect(server.messages.map(({ text }) => text)).toEqual([
    "from the follower",
    "from the new leader",
  ]);
  await second.end();
  second.destroy();
  undo();
  localStorage.clear();
});
