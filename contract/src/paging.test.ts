import { expect, test } from "vitest";
import { historyPage, historyQuery, InvalidParameter, memberPage } from "./paging.ts";
import type { MemberRecord } from "./records.ts";
import { memberView } from "./views.ts";

test("an empty parameter counts as absent, and of a repeated one the first counts", () => {
  expect(historyQuery({ after: "", sortOrder: "", maxResults: "" })).toEqual({
    after: null,
    before: null,
    sortOrder: "ascending",
    maxResults: 100,
  });
  expect(historyQuery({ sortOrder: ["Descending", "x"], maxResults: ["5", "x"] })).toMatchObject({
    sortOrder: "descending",
    maxResults: 5,
  });
});

test.each([
  [{ sortOrder: "sideways" }, "sortOrder"],
  [{ maxResults: "many" }, "maxResults"],
  [{ maxResults: "1.5" }, "maxResults"],
])("%j is refused, and the parameter is named", (query, parameter) => {
  expect(() => historyQuery(query)).toThrow(
    expect.objectContaining({ name: "InvalidParameter", parameter }),
  );
});

test("a page of the history names the next one by its last message", () => {
  const messages = [{ id: "m-1" }, { id: "m-2" }];
  const page = (query: object, hasMore: boolean): unknown =>
    historyPage(historyQuery({ ...query }), messages, hasMore, "/messages", ({ id }) => id);
  expect(page({ maxResults: "2" }, false)).toEqual({
    pageSize: 2,
    entities: ["m-1", "m-2"],
    selfUri: "/messages",
  });
  expect(page({ maxResults: "2", before: "m-9" }, true)).toMatchObject({
    next: "/messages?sortOrder=ascending&maxResults=2&after=m-2&before=m-9",
  });
  expect(page({ sortOrder: "descending", after: "m-0" }, true)).toMatchObject({
    next: "/messages?sortOrder=descending&maxResults=100&after=m-0&before=m-2",
  });
});

const member = (id: string, leftAt: number | null = null): MemberRecord => ({
  id,
  conversationId: "c",
  role: "AGENT",
  state: leftAt === null ? "CONNECTED" : "DISCONNECTED",
  displayName: "Noor",
  firstName: null,
  lastName: null,
  email: "noor@example.com",
  phoneNumber: null,
  avatarImageUrl: null,
  authenticatedGuest: false,
  customFields: {},
  joinedAt: 0,
  leftAt,
  leaveReason: null,
});
const members = [member("a"), member("b", 1), member("c")];

test("members are paged by number, without those who left where a client asks for it", () => {
  const page = (query: Readonly<Record<string, string>>): object =>
    memberPage(members, query, "/members", (one) => memberView(one, false));
  expect(page({ pageSize: "2", pageNumber: "2" })).toMatchObject({
    entities: [{ id: "c" }],
    total: 3,
    pageCount: 2,
    previousUri: "/members?pageSize=2&pageNumber=1",
  });
  expect(page({ excludeDisconnectedMembers: "true" })).toMatchObject({
    entities: [{ id: "a" }, { id: "c" }],
    total: 2,
    selfUri: "/members?pageSize=25&pageNumber=1&excludeDisconnectedMembers=true",
  });
  expect(() => page({ excludeDisconnectedMembers: "maybe" })).toThrow(InvalidParameter);
});

test("a member's e-mail address is for the member itself only", () => {
  expect(memberView(member("a"), false)).not.toHaveProperty("email");
  expect(memberView(member("a"), true)).toMatchObject({ email: "noor@example.com" });
});
