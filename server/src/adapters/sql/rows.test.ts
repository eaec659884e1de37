import { expect, test } from "vitest";
import { fromMember, toConversation, toMediaRequest, toMember, toMessage } from "./rows.ts";
import { StoreError } from "./store-error.ts";
import { storedBodyTypes, storedRoles, storedStates } from "./stored-words.ts";

/** A member as version 0.1.0 wrote it. */
const oldMember = {
  id: "m-1",
  participantId: "p-1",
  conversationId: "c-1",
  role: "CUSTOMER",
  state: "CONNECTED",
  displayName: "Mara",
  firstName: null,
  lastName: null,
  email: null,
  phoneNumber: null,
  avatarImageUrl: null,
  authenticatedGuest: true,
  customFields: { tier: "gold" },
  userId: null,
  queueId: null,
  joinedAt: 1,
  alertingAt: null,
  connectedAt: 1,
  leftAt: null,
  leaveReason: null,
  transferNote: null,
  wrapup: null,
  isWrapupSkipped: false,
};

const read = { ...oldMember, role: "guest", state: "connected", verifiedFields: [] };

const conversationRow = {
  id: "c-1",
  organization_id: "o",
  deployment_id: "d",
  state: "active",
  guest_member_id: "m-1",
  queue_id: "q",
  skills: "[]",
  language: null,
  priority: 0,
  attributes: "{}",
  external_id: null,
  page_info: "{}",
  has_guest_text: 0,
  has_agent_text: 0,
  missed: null,
  missed_queue_id: null,
  created_at: 1,
  left_line_at: null,
  active_at: 1,
  ended_at: null,
  end_reason: null,
  last_at: 1,
  version: 1,
};

function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

test("a member that an older version wrote has no field that was signed", () => {
  expect(toMember("m-1", JSON.stringify(oldMember))).toEqual(read);
});

test("a field of a newer version is kept", () => {
  const newer = { ...oldMember, verifiedFields: [], pronouns: "they" };
  expect(toMember("m-1", JSON.stringify(newer))).toMatchObject({ pronouns: "they" });
});

test("a member is stored in the spelling of version 0.1.0", () => {
  const stored = { ...oldMember, verifiedFields: [] };
  expect(JSON.parse(fromMember(toMember("m-1", JSON.stringify(stored))))).toEqual(stored);
});

test.each(Object.entries(storedRoles))(
  "the role %s is stored as %s and read again",
  (role, stored) => {
    const document = JSON.stringify({ ...oldMember, role: stored });
    expect(toMember("m-1", document).role).toBe(role);
  },
);

test.each(Object.entries(storedStates))(
  "the state %s is stored as %s and read again",
  (state, stored) => {
    const document = JSON.stringify({ ...oldMember, state: stored });
    expect(toMember("m-1", document).state).toBe(state);
  },
);

const noParts = {
  file_count: 0,
  is_fallback: 0,
  rich: null,
  answer: null,
  answer_to: null,
};

test.each(Object.entries(storedBodyTypes))(
  "the body type %s is stored as %s and read again",
  (bodyType, stored) => {
    const row = {
      id: "t",
      conversation_id: "c",
      sender_id: "m",
      body: "",
      body_type: stored,
      language: null,
      at: 1,
      ...noParts,
    };
    expect(toMessage(row).bodyType).toBe(bodyType);
  },
);

test.each([
  ["a member without a role", () => toMember("m-1", JSON.stringify({ ...oldMember, role: "X" }))],
  ["a member that is torn", () => toMember("m-1", '{"id":"m-1"')],
  ["a media request without an end", () => toMediaRequest("r-1", '{"id":"r-1"}')],
  ["an unknown state", () => toConversation({ ...conversationRow, state: "paused" })],
  ["skills that are no list", () => toConversation({ ...conversationRow, skills: "{}" })],
  [
    "an unknown body type",
    () =>
      toMessage({
        id: "t-1",
        conversation_id: "c-1",
        sender_id: "m-1",
        body: "",
        body_type: "html",
        language: null,
        at: 1,
        ...noParts,
      }),
  ],
])("%s in the store is a typed error that names the row", (_, read) => {
  const error = thrown(read);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({
    code: "row-invalid",
    message: expect.stringMatching(/^The row (members|media_requests|conversations|messages) /),
  });
});

test("the error of a stored row tells no value", () => {
  const secret = { ...oldMember, joinedAt: "Mara's secret" };
  expect(String(thrown(() => toMember("m-1", JSON.stringify(secret))))).not.toContain("secret");
});
