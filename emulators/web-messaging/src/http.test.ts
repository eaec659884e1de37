import { afterEach, expect, test } from "vitest";
import type { DeploymentChanges } from "./deployment.ts";
import type { Emulator } from "./emulator.ts";
import { DEFAULT_DEPLOYMENT } from "./options.ts";
import { createEmulators } from "./testing/emulators.ts";
import { configured, TOKEN } from "./testing/guest.ts";

const emulators = createEmulators();
afterEach(emulators.closeAll);
const { clock } = emulators;

const publicFile = ({ url }: Emulator, name: string, id = DEFAULT_DEPLOYMENT): string =>
  `${url}/webdeployments/v1/deployments/${id}/${name}`;

async function configOf(defaults: DeploymentChanges): Promise<unknown> {
  const emulator = await emulators.start({ defaults });
  return (await fetch(publicFile(emulator, "config.json"))).json();
}

test("config.json tells where the service is, and what the deployment has", async () => {
  const emulator = await emulators.start();
  const config = await (await fetch(publicFile(emulator, "config.json"))).json();
  expect(config).toMatchObject({
    id: DEFAULT_DEPLOYMENT,
    status: "Active",
    languages: ["en-us"],
    defaultLanguage: "en-us",
    apiEndpoint: emulator.url,
    messenger: {
      enabled: true,
      apps: {
        conversations: {
          enabled: true,
          messagingEndpoint: emulator.url.replace("http", "ws"),
          showAgentTypingIndicator: true,
          showUserTypingIndicator: true,
          autoStart: { enabled: false },
          conversationDisconnect: { enabled: true, type: "ReadOnly" },
          conversationClear: { enabled: true },
          markdown: { enabled: false },
          sessionDurationSeconds: 259_200,
        },
      },
      fileUpload: { enableAttachments: true },
    },
    auth: { enabled: false, allowSessionUpgrade: false },
  });
});

test.each([
  [{ status: "Inactive" }, { status: "Inactive" }],
  [{ languages: ["fr", "de"] }, { languages: ["fr", "de"], defaultLanguage: "fr" }],
  [{ auth: true }, { auth: { enabled: true } }],
  [{ media: null }, { messenger: { fileUpload: { enableAttachments: false, modes: [] } } }],
  [
    { disconnect: "Off" },
    { messenger: { apps: { conversations: { conversationDisconnect: { enabled: false } } } } },
  ],
  [
    { disconnect: "Send" },
    { messenger: { apps: { conversations: { conversationDisconnect: { type: "Send" } } } } },
  ],
] as const)("the setting %j is in config.json", async (changes, expected) => {
  expect(await configOf(changes)).toMatchObject(expected);
});

test("older deployments tell the limits of files in config.json and not in the session", async () => {
  const defaults = { fileLimitsIn: "config" } as const;
  const config = await configOf(defaults);
  expect(config).toMatchObject({
    messenger: {
      fileUpload: {
        modes: [{ fileTypes: ["image/*", "application/pdf"], maxFileSizeKB: 10_240 }],
      },
    },
  });
  expect(JSON.stringify(config)).not.toContain("enableAttachments");
  const guest = await configured(await emulators.start({ defaults }));
  expect(guest.frames[0]?.body).not.toHaveProperty("allowedMedia");
});

test.each([
  ["all", { allowAllDomains: true, allowedDomains: [] }],
  [["shop.example.test"], { allowAllDomains: false, allowedDomains: ["shop.example.test"] }],
] as const)("domains.json tells the domains %j", async (allowedDomains, expected) => {
  const emulator = await emulators.start({ defaults: { allowedDomains } });
  expect(await (await fetch(publicFile(emulator, "domains.json"))).json()).toEqual(expected);
});

test("every page may read the public files, also of a deployment that is closed to it", async () => {
  const emulator = await emulators.start({ defaults: { allowedDomains: [] } });
  for (const name of ["config.json", "domains.json"]) {
    const answer = await fetch(publicFile(emulator, name), {
      headers: { origin: "https://any.example.test" },
    });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  }
});

test("an unknown deployment and an unknown address are not found", async () => {
  const emulator = await emulators.start();
  expect((await fetch(publicFile(emulator, "config.json", "other"))).status).toBe(404);
  expect((await fetch(`${emulator.url}/other`)).status).toBe(404);
  expect((await fetch(publicFile(emulator, "config.json"), { method: "POST" })).status).toBe(405);
});

test.each([
  ["/api/v2/webmessaging/messages", "GET", "authorization"],
  ["/up/key", "PUT", "content-type, x-amz-tagging"],
  ["/api/v2/webdeployments/token/revoke", "DELETE", "authorization"],
])("a page of an allowed domain may call %s with %s", async (path, method, headers) => {
  const emulator = await emulators.start({ defaults: { allowedDomains: ["shop.example.test"] } });
  const preflight = (origin: string): Promise<Response> =>
    fetch(emulator.url + path, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method },
    });
  const own = await preflight("https://shop.example.test");
  expect(own.status).toBe(204);
  expect(own.headers.get("access-control-allow-origin")).toBe("https://shop.example.test");
  expect(own.headers.get("access-control-allow-methods")).toContain(method);
  const allowed = own.headers.get("access-control-allow-headers") ?? "";
  for (const header of headers.split(", ")) expect(allowed.split(", ")).toContain(header);
  expect(own.headers.get("access-control-allow-credentials")).toBeNull();
  const foreign = await preflight("https://evil.example.test");
  expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
});

test("calls are recorded with their status, and without their tokens", async () => {
  const emulator = await emulators.start();
  const call = "/api/v2/webmessaging/messages?pageNumber=1";
  await fetch(emulator.url + call, { headers: { authorization: "Bearer secret" } });
  await emulator.until(() => emulator.calls.length > 0);
  expect(emulator.calls).toEqual([{ method: "GET", path: call, status: 401, at: clock.now() }]);
});

test("a planned status answers the next calls of its route alone", async () => {
  const emulator = await emulators.start();
  emulator.fault({ on: "http", route: "config", status: 500, times: 1 });
  expect((await fetch(publicFile(emulator, "domains.json"))).status).toBe(200);
  expect((await fetch(publicFile(emulator, "config.json"))).status).toBe(500);
  expect((await fetch(publicFile(emulator, "config.json"))).status).toBe(200);
});

test("a planned delay holds an answer back", async () => {
  const emulator = await emulators.start();
  emulator.fault({ on: "http", route: "config", ms: 5_000, times: 1 });
  let isAnswered = false;
  const slow = fetch(publicFile(emulator, "config.json")).then((answer) => {
    isAnswered = true;
    return answer.status;
  });
  // A later request of the same process is answered first.
  await fetch(publicFile(emulator, "domains.json"));
  await emulator.until(() => emulator.calls.length === 1);
  clock.advance(4_999);
  await fetch(publicFile(emulator, "domains.json"));
  expect(isAnswered).toBe(false);
  clock.advance(1);
  expect(await slow).toBe(200);
});

test("a planned hang-up gives no answer", async () => {
  const emulator = await emulators.start();
  emulator.fault({ on: "http", route: "domains", hangUp: true, times: 1 });
  await expect(fetch(publicFile(emulator, "domains.json"))).rejects.toThrow("fetch failed");
});

test("the settings of a deployment change while it runs", async () => {
  const emulator = await emulators.start();
  const guest = await configured(emulator);
  emulator.deployment().change({ clear: false, variants: { echoesTyping: true } });
  expect(emulator.deployment(DEFAULT_DEPLOYMENT).settings).toMatchObject({
    clear: false,
    variants: { echoesTyping: true, typingField: "duration" },
  });
  expect(await guest.ask({ action: "getJwt", token: TOKEN })).toMatchObject({ code: 200 });
  expect(await (await fetch(publicFile(emulator, "config.json"))).json()).toMatchObject({
    messenger: { apps: { conversations: { conversationClear: { enabled: false } } } },
  });
});
