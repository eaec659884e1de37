import { afterEach, expect, test, vi } from "vitest";
import { createGuestChat } from "../create-guest-chat.ts";
import { memoryStorage } from "./storage.ts";

/* Node before 22 has no WebSocket, and is told before a conversation exists. */

afterEach(() => vi.unstubAllGlobals());

function chatWithout(more: object = {}) {
  vi.stubGlobal("WebSocket", undefined);
  const requests: string[] = [];
  const http = async ({ url }: { readonly url: string }) => {
    requests.push(url);
    return { status: 500, body: null, header: () => null };
  };
  const chat = createGuestChat({
    api: "https://chat.example",
    organizationId: "o",
    deploymentId: "d",
    routing: { queue: "Bookings" },
    ports: { http, storage: memoryStorage(), tabs: null, ...more },
  });
  return { chat, requests };
}

test("without a WebSocket class no conversation is created, and the error says what to do", async () => {
  const { chat, requests } = chatWithout();
  await expect(chat.start()).rejects.toMatchObject({
    code: "websocket-missing",
    message: expect.stringContaining("ws.WebSocket"),
  });
  expect(chat.get().phase).toMatchObject({ kind: "failed", code: "websocket-missing" });
  expect(requests).toEqual([]);
});

test("a class of the caller's own is used, and a browser without one is not refused", async () => {
  const own = chatWithout({ socket: () => EventTarget });
  await expect(own.chat.start()).rejects.toMatchObject({ code: "server-error" });
  expect(own.requests).toHaveLength(1);
  const { chat, requests } = chatWithout();
  vi.stubGlobal("document", {});
  await expect(chat.start()).rejects.toMatchObject({ code: "server-error" });
  expect(requests).toHaveLength(1);
});
