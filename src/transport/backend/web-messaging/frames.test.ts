import { expect, test } from "vitest";
import { attributesOf, sizeOf } from "./attributes.ts";
import { isAllowed, readConfig } from "./config.ts";
import { endpointsOf, regions } from "./endpoints.ts";
import { decodeFrame, type Frame } from "./frames.ts";
import { readPage } from "./history.ts";
import { errorOf, wantsSignIn } from "./refusal.ts";

/* Frames of the contract, and frames that nobody should send. */

const decode = (frame: unknown): Frame | null => decodeFrame(JSON.stringify(frame));
const message = (body: object): Frame | null =>
  decode({ type: "message", class: "StructuredMessage", code: 200, body: { id: "m", ...body } });
const messageIn = (body: object) => {
  const frame = message(body);
  if (frame?.kind !== "message") throw new Error("No message");
  return frame.message;
};

test("a session tells its limits, whatever the type of its frame is", () => {
  const body = {
    connected: true,
    newSession: true,
    readOnly: false,
    maxCustomDataBytes: 2048,
    allowedMedia: {
      inbound: {
        fileTypes: [{ type: "image/*" }, { type: "application/PDF" }],
        maxFileSizeKB: 10_240,
      },
    },
    blockedExtensions: [".EXE"],
    expirationDate: 1_795_428_890,
    durationSeconds: 900,
    clearedExistingSession: true,
  };
  for (const type of ["response", "message", undefined])
    expect(decode({ type, class: "SessionResponse", code: "200", tracingId: "t", body })).toEqual({
      kind: "session",
      tracingId: "t",
      facts: {
        isConnected: true,
        isNew: true,
        isReadOnly: false,
        limits: {
          maxBytes: 10_485_760,
          maxPerMessage: 1,
          types: ["image/*", "application/pdf"],
          blockedExtensions: [".exe"],
        },
        maxAttributes: 2048,
        expiresAt: 1_795_428_890_000,
        lastsMs: 900_000,
        hasCleared: true,
      },
    });
});

test("a session without media takes no files", () => {
  const frame = decode({ class: "SessionResponse", code: 200, body: { connected: true } });
  expect(frame).toMatchObject({ kind: "session", facts: { limits: null, isNew: false } });
});

test.each([
  ["no text", 7],
  ["no JSON", "{"],
  ["no class", '{"code":200}'],
  ["a list", "[]"],
  ["too long", `{"class":"SessionExpiredEvent","x":"${"x".repeat(1_048_576)}"}`],
])("a frame that is %s is dropped", (_, data) => {
  expect(decodeFrame(data)).toBeNull();
});

test.each(["Something", "ResumeTokenResponse", "constructor", "Unknown"])(
  "a frame of the class %s is ignored",
  (name) => {
    expect(decode({ class: name, code: 200, body: {} })).toMatchObject({ kind: "ignored" });
  },
);

test.each([
  ["an expired session", { class: "SessionExpiredEvent", code: 200, body: {} }, "expired"],
  ["the code 4006", { class: "string", code: 4006, body: "gone" }, "expired"],
  ["the code 4007 as a text", { class: "string", code: "4007", body: "gone" }, "expired"],
  [
    "a token that a person uses",
    { class: "Error", code: 400, body: { errorCode: 4017 } },
    "expired",
  ],
  ["a cleared session", { class: "SessionClearedEvent", code: 200, body: {} }, "cleared"],
  ["a log-out", { class: "LogoutEvent", code: 200, body: {} }, "logout"],
])("%s is told", (_, frame, kind) => {
  expect(decode(frame)).toMatchObject({ kind });
});

test.each([["reason"], ["reasonCode"]])("a connection is closed for a %s", (field) => {
  expect(decode({ class: "ConnectionClosedEvent", body: { [field]: "signedIn" } })).toMatchObject({
    kind: "closed",
    reason: "signedIn",
  });
});

test("a limit says how long to wait", () => {
  const frame = decode({
    class: "TooManyRequestsErrorMessage",
    code: 429,
    body: { retryAfter: 4, errorCode: 4029, errorMessage: "Message rate too high" },
  });
  if (frame?.kind !== "refused") throw new Error("No refusal");
  expect(errorOf(frame.refusal)).toMatchObject({ code: "rate-limited", retryAfterMs: 4_000 });
  const silent = { code: 4029, words: "", retryAfterMs: null };
  expect(errorOf(silent)).toMatchObject({ code: "rate-limited", retryAfterMs: 3_000 });
});

test.each([
  [400, "refused"],
  [404, "not-found"],
  [408, "timeout"],
  [409, "conversation-ended"],
  [4001, "file-type-refused"],
  [4002, "file-too-large"],
  [4003, "file-refused"],
  [4004, "file-type-refused"],
  [4008, "file-gone"],
  [4010, "upload-not-ready"],
  [4011, "message-too-long"],
  [4020, "refused"],
  [4102, "file-empty"],
  [5000, "server-error"],
  [503, "server-error"],
  [4999, "refused"],
  [Number.NaN, "refused"],
])("the code %s means %s", (code, meaning) => {
  expect(errorOf({ code, words: "", retryAfterMs: null }).code).toBe(meaning);
});

test("a refusal that asks for a person is told from one of a feature", () => {
  const refusal = { code: 403, retryAfterMs: null };
  expect(wantsSignIn({ ...refusal, words: "Session authentication failed: no token" })).toBe(true);
  expect(wantsSignIn({ ...refusal, words: "Presence events are not supported" })).toBe(false);
  expect(errorOf({ ...refusal, words: "Secret text" }).message).not.toContain("Secret");
});

test("a person's message has its name, its picture and its time", () => {
  expect(
    messageIn({
      type: "Text",
      direction: "Outbound",
      text: "Hi",
      originatingEntity: "Human",
      channel: {
        time: "2026-11-20T10:15:09.402Z",
        from: {
          firstName: "Robin\u202e",
          lastName: "Doe",
          image: "https://img.example.test/r.png",
        },
      },
    }),
  ).toMatchObject({
    key: "m",
    isOwn: false,
    isHuman: true,
    senderName: "Robin Doe",
    senderPicture: "https://img.example.test/r.png",
    text: "Hi",
    at: Date.UTC(2026, 10, 20, 10, 15, 9, 402),
    isShown: true,
  });
});

test.each(["javascript:alert(1)", "http://img.example.test/r.png", "data:image/png,x", 7, null])(
  "a picture of a person from %s is left out",
  (image) => {
    expect(messageIn({ channel: { from: { image } } }).senderPicture).toBeNull();
  },
);

test.each([
  ["https://img.example.test/robin.png", true],
  ["https://img.example.test?of=robin", true],
  ["https://user:secret@img.example.test/robin.png", false],
  ["https://img.example.test\\@evil.example/robin.png", false],
  ["http://img.example.test/robin.png", false],
  ["https://", false],
])("the picture %s of a person is taken: %s", (image, isTaken) => {
  const channel = { from: { nickname: "Robin", image } };
  const { senderPicture } = messageIn({ type: "Text", text: "Hi", channel });
  expect(senderPicture).toBe(isTaken ? image : null);
});

test("the guest's own message is known by the id that it was given", () => {
  const own = messageIn({
    direction: "Inbound",
    type: "Text",
    text: "x",
    channel: { messageId: "k" },
  });
  expect(own).toMatchObject({ key: "k", isOwn: true });
});

test.each([
  [{ type: "On", duration: 7_000 }, 7_000],
  [{ type: "On", durationMs: 7_000 }, 7_000],
  [{ type: "On" }, 5_000],
  [{ type: "On", duration: "no" }, 5_000],
  [{ type: "On", duration: 900_000 }, 30_000],
  [{ type: "Off" }, 0],
])("typing %j lasts %i ms", (typing, ms) => {
  const events = [{ eventType: "Typing", typing }];
  const heard = messageIn({ type: "Event", direction: "Outbound", events });
  expect(heard).toMatchObject({ events: [{ kind: "typing", ms }], isShown: false });
  expect(messageIn({ type: "Event", direction: "Inbound", events }).events).toEqual([]);
});

test("an end says whether the session can still be written to", () => {
  const events = [{ eventType: "Presence", presence: { type: "Disconnect" } }];
  const end = (metadata: object) =>
    messageIn({ type: "Event", direction: "Outbound", events, metadata }).events;
  expect(end({ readOnly: "true" })).toEqual([{ kind: "left", isReadOnly: true }]);
  expect(end({ readOnly: "false" })).toEqual([{ kind: "left", isReadOnly: false }]);
  expect(end({})).toEqual([{ kind: "left", isReadOnly: false }]);
});

test.each(["Clear", "SignIn", "SessionExpired", "AuthenticateAgain"])(
  "the presence %s is no row and no event",
  (type) => {
    const events = [{ eventType: "Presence", presence: { type } }];
    expect(messageIn({ type: "Event", direction: "Outbound", events })).toMatchObject({
      events: [],
      isShown: false,
    });
  },
);

test.each(["CoBrowse", "Video", "Reactions", "constructor"])(
  "an event %s is ignored",
  (eventType) => {
    expect(messageIn({ type: "Event", events: [{ eventType }] }).events).toEqual([]);
  },
);

test("the guest's own answer is the words of its button", () => {
  const content = [
    { contentType: "ButtonResponse", buttonResponse: { type: "QuickReply", text: "Track it" } },
  ];
  const answer = { type: "Structured", direction: "Inbound", content };
  expect(messageIn({ ...answer, text: "" }).text).toBe("Track it");
  expect(messageIn({ ...answer, text: "Track it" }).text).toBe("Track it");
});

test.each(["Form", "ListPicker", "Notification", "toString"])(
  "content of the kind %s leaves the text",
  (contentType) => {
    const shown = messageIn({ type: "Structured", text: "Fill in", content: [{ contentType }] });
    expect(shown.text).toBe("Fill in");
  },
);

test("a file has its name, its type and its size, and its address apart", () => {
  const attachment = {
    id: "f",
    mediaType: "Image",
    url: "https://files.example.test/f",
    filename: "label\u202egnp.exe",
    fileSize: 48_213,
    mime: "image/PNG",
  };
  const content = [{ contentType: "Attachment", attachment }, { contentType: "Attachment" }];
  const shown = messageIn({ type: "Text", direction: "Outbound", content });
  expect(shown.content).toEqual([
    {
      kind: "file",
      id: "f",
      name: "labelgnp.exe",
      mediaType: "image/png",
      size: 48_213,
      width: null,
      height: null,
      hasThumbnail: false,
      isGone: false,
    },
  ]);
  expect([...shown.addresses]).toEqual([["f", "https://files.example.test/f"]]);
  expect(shown.isShown).toBe(true);
});

test("an address of a file that runs code is none", () => {
  const attachment = { id: "f", url: "javascript:alert(1)" };
  const content = [{ contentType: "Attachment", attachment }];
  expect(messageIn({ type: "Text", content }).addresses.size).toBe(0);
});

test("everything is off that a configuration does not say", () => {
  for (const body of [null, [], {}, { messenger: 7 }, { messenger: { apps: null } }])
    expect(readConfig(body)).toEqual({
      status: "active",
      autoStart: false,
      canClear: false,
      showsGuestTyping: false,
      isFormatted: false,
      signIn: false,
      canUpgrade: false,
      limits: null,
    });
  expect(readConfig({ status: "Inactive" }).status).toBe("inactive");
});

test("an older deployment tells the limits of files in its configuration", () => {
  const modes = [{ fileTypes: ["image/png"], maxFileSizeKB: 100 }];
  expect(readConfig({ messenger: { fileUpload: { modes } } }).limits).toMatchObject({
    maxBytes: 102_400,
    types: ["image/png"],
  });
  const newer = { messenger: { fileUpload: { modes, enableAttachments: false } } };
  expect(readConfig(newer).limits).toBeNull();
});

test("a host is allowed by its name, or by the end of it behind a dot", () => {
  const list = { allowAllDomains: false, allowedDomains: ["Shop.example.test"] };
  expect(isAllowed(list, "shop.example.test")).toBe(true);
  expect(isAllowed(list, "WWW.shop.example.test")).toBe(true);
  expect(isAllowed(list, "myshop.example.test")).toBe(false);
  expect(isAllowed({ allowAllDomains: false, allowedDomains: [] }, "a.test")).toBe(false);
  expect(isAllowed({ allowAllDomains: true, allowedDomains: [] }, "a.test")).toBe(true);
});

test("each region has its three addresses, and a wrong one names the nearest", () => {
  for (const region of regions)
    expect(endpointsOf({ region })).toEqual({
      socket: `wss://webmessaging.${region}/v1`,
      api: `https://api.${region}`,
      config: `https://api-cdn.${region}`,
      key: region,
    });
  expect(() => endpointsOf({ region: "mypurecloud.dee" })).toThrow('"mypurecloud.de"');
  expect(() => endpointsOf({ region: "euw3.pure.cloud" })).toThrow("pure.cloud");
  expect(() => endpointsOf({})).toThrow("region is missing");
  expect(endpointsOf({ endpoint: "http://127.0.0.1:9140/" })).toMatchObject({
    socket: "ws://127.0.0.1:9140/v1",
    api: "http://127.0.0.1:9140",
  });
  expect(() => endpointsOf({ endpoint: "ftp://a" })).toThrow("origin");
});

test("a page of the history is turned around, and what has no key is left out", () => {
  const entity = (id: string, time: string | null) => ({
    id,
    type: "Text",
    text: id,
    channel: { time },
  });
  const page = readPage(
    {
      entities: [
        entity("c", "2026-11-20T10:00:02Z"),
        entity("b", null),
        entity("a", "2026-11-20T10:00:00Z"),
        {},
      ],
      total: 3,
    },
    0,
  );
  expect(page?.messages.map(({ key }) => key)).toEqual(["a", "b", "c"]);
  const [a = 0, b = 0, c = 0] = page?.messages.map(({ at }) => at) ?? [];
  expect(a < b && b < c).toBe(true);
  expect(readPage({ message: "no" }, 0)).toBeNull();
});

test("attributes are texts, and are measured in bytes", () => {
  expect(
    attributesOf({ displayName: "Zoë", email: "", customFields: { orderId: "A-1009" } }),
  ).toEqual({ displayName: "Zoë", orderId: "A-1009" });
  expect(sizeOf({ a: "é" })).toBe(3);
});
