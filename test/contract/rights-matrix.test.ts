import { afterAll, beforeAll, expect, test } from "vitest";
import { agentRoutes } from "../../server/src/testing/agent-routes.ts";
import { callsWithFamilies, withFamilies } from "./rights-families.ts";
import {
  buildScene,
  cellsOf,
  readTable,
  requests,
  startCast,
  type Cast,
  type Scene,
} from "./rights-scenes.ts";
import type { Answer } from "./two-organizations.ts";

/*
 * Every agent operation on a conversation, in every relation that an agent can have to it. A row of
 * the chats holds for the operations that do the same in the other families. The
 * agent is ada, except in `queue-other`, where it is dot, and in `other-org`, where it is the ada
 * of another organization.
 *
 *   ok      2xx                                 taken   409 request.conflict
 *   403     403 not.authorized                  member  400 chat.error.member.state
 *   404     404 not.found                       over    400 chat.error.conversation.state
 *   none    404 attachment.not.found
 */
const restRows = `
  operation                                          own    alerting declined unanswered handed-over mate-waiting mate-talking queue-other other-org ended
  getConversationsChat                               ok     ok       403      403        ok          ok           403          403         404       ok
  getConversation                                    ok     ok       403      403        ok          ok           403          403         404       ok
  getConversationsChatMessages                       ok     ok       403      403        ok          ok           403          403         404       ok
  getConversationsChatMessage                        ok     ok       403      403        ok          ok           403          403         404       ok
  getParlorChat                                      ok     ok       403      403        ok          ok           403          403         404       ok
  getConversationsChatParticipantWrapup              ok     ok       403      403        ok          ok           403          403         404       ok
  getConversationsChatParticipantCommunicationWrapup ok     ok       403      403        ok          ok           403          403         404       ok
  getConversationsChatParticipantWrapupcodes         ok     ok       403      403        ok          403          403          403         404       ok
  patchConversationsChat                             ok     ok       403      403        403         403          403          403         404       over
  postConversationDisconnect                         ok     ok       403      403        403         403          403          403         404       over
  patchConversationsChatParticipant/accept           ok     ok       taken    taken      taken       403          403          403         404       taken
  patchConversationsChatParticipant/leave            ok     ok       403      403        member      403          403          403         404       over
  patchConversationsChatParticipant/hold             ok     member   403      403        member      403          403          403         404       over
  patchConversationsChatParticipant/wrapup           ok     member   403      403        ok          403          403          403         404       ok
  patchConversationsChatParticipantCommunication     ok     ok       403      403        member      403          403          403         404       over
  patchConversationsChatParticipantAttributes        ok     ok       403      403        403         403          403          403         404       over
  postConversationsChatParticipantReplace            ok     member   403      403        member      403          403          403         404       over
  postConversationsChatCommunicationMessages         ok     member   403      403        member      403          403          403         404       over
  postConversationsChatCommunicationTyping           ok     member   403      403        member      403          403          403         404       over
  postConversationsChatParticipantCommunicationWrapup ok    member   403      403        ok          403          403          403         404       ok
  postConversationsMessageParticipantMonitor         403    403      403      403        403         403          403          403         404       403
  postConversationsMessageCommunicationMessagesMediaUploads ok     member   403      403        member      403          403          403         404       over
  getConversationsMessageCommunicationMessagesMedia  ok     ok       403      403        ok          403          403          403         404       ok
  getConversationsMessageCommunicationMessagesMediaMediaId none   none     403      403        none        403          403          403         404       none
  postParlorChatMediarequests                        ok     member   403      403        403         403          403          403         404       over
  deleteParlorChatMediarequest                       ok     ok       403      403        403         403          403          403         404       over
  postParlorChatAttachments                          ok     member   403      403        403         403          403          403         404       over
  getParlorChatAttachment                            none   none     403      403        none        none         403          403         404       none
  deleteParlorChatAttachment                         none   none     403      403        403         403          403          403         404       over
  postParlorChatsWaitingTake                         taken  ok       taken    taken      taken       ok           taken        403         404       taken
  postParlorChatsMissedTake                          taken  taken    taken    taken      taken       taken        taken        403         404       ok
  postParlorChatsMissedWrapup                        403    403      403      403        403         403          403          403         404       403
`;

/** Which lists name the conversation. */
const listRows = `
  operation              own  alerting declined unanswered handed-over mate-waiting mate-talking queue-other other-org ended
  getConversationsChats  yes  yes      no       no         yes         no           no           no          no        yes
  getParlorChatsWaiting  no   yes      no       no         no          yes          no           no          no        no
  getParlorChats         no   no       no       no         no          no           no           no          no        yes
  getParlorChats/missed  no   no       no       no         no          no           no           no          no        yes
`;

const restTable = withFamilies(readTable(restRows));
const listTable = withFamilies(readTable(listRows));
const calls = callsWithFamilies(requests);

/** Operations of agents that are about no conversation in particular. */
const others = new Set([
  "postOauthToken",
  "postSigneddata",
  "getUsersMe",
  "putUserRoutingstatus",
  "patchParlorAgentsMe",
  "getParlorAgents",
  "getRoutingQueues",
  "getRoutingSkills",
  "getRoutingLanguages",
  // It makes a conversation, whichever there are (new-chats.test.ts).
  "postConversationsChats",
  "getParlorReplies",
  "postNotificationsChannels",
  "getNotificationsChannels",
  "getNotificationsChannelSubscriptions",
  "postNotificationsChannelSubscriptions",
  "putNotificationsChannelSubscriptions",
  "deleteNotificationsChannelSubscriptions",
  // The same as postParlorChatsWaitingTake, for the first of getParlorChatsWaiting.
  "postParlorChatsWaitingNextTake",
]);

let cast: Cast;
beforeAll(async () => {
  cast = await startCast();
  // Time passes in this one, so it goes first.
  await sceneFor("unanswered", true);
});
afterAll(() => cast.stage.close());

const words: Readonly<Record<string, string>> = {
  "400 chat.error.member.state": "member",
  "400 chat.error.conversation.state": "over",
  "403 not.authorized": "403",
  "404 not.found": "404",
  "409 request.conflict": "taken",
  "404 attachment.not.found": "none",
};

function outcomeOf({ status, json }: Answer): string {
  if (status < 300) return "ok";
  const said = `${status} ${String(json["code"])}`;
  return words[said] ?? said;
}

/** Refusals change nothing, so that they can share a scene. */
const shared = new Map<string, Promise<Scene>>();
function sceneFor(relation: string, isKept: boolean): Promise<Scene> {
  const known = shared.get(relation);
  if (isKept && known !== undefined) return known;
  const made = buildScene(cast, relation);
  if (isKept) shared.set(relation, made);
  return made;
}

test("every operation of the agent side is in a table, and nothing else is", async () => {
  const found = await agentRoutes();
  const inTables = [...restTable, ...listTable].map(({ name }) => name.split("/")[0]!);
  expect([...new Set([...inTables, ...others])].toSorted()).toEqual([...found.keys()].toSorted());
  const touching = [...found].filter(([, url]) => url.includes(":conversationId"));
  expect(touching.filter(([name]) => others.has(name))).toEqual([]);
});

test.each(cellsOf(restTable))("%s as %s: %s", async (name, relation, expected) => {
  const isKept = expected !== "ok" || name.startsWith("get");
  const scene = await sceneFor(relation, isKept);
  const [method, path, body] = calls[name]!(scene);
  expect(outcomeOf(await scene.agent.call(method, path, body))).toBe(expected);
});

test.each(cellsOf(listTable))(
  "%s names the conversation as %s: %s",
  async (name, relation, expected) => {
    const scene = await sceneFor(relation, true);
    const [method, path] = calls[name]!(scene);
    const { json } = await scene.agent.call(method, path);
    const ids = (json["entities"] as { id: string }[]).map(({ id }) => id);
    expect(ids.includes(scene.id) ? "yes" : "no").toBe(expected);
  },
);

test("reading what waits or rings is written down exactly once for each agent and conversation, and no other reading is", async () => {
  const unread = await buildScene(cast, "alerting");
  const read = [await sceneFor("alerting", true), await sceneFor("mate-waiting", true)];
  const ofShared = await Promise.all(shared.values());
  const ids = new Set(ofShared.map(({ id }) => id));
  const lines = cast.stage.audit().filter(({ conversationId }) => ids.has(String(conversationId)));
  const lineOf = ({ id }: Scene): object => ({
    what: "read-along",
    organizationId: "bank",
    userId: "ada",
    conversationId: id,
    at: expect.any(Number),
  });
  expect(lines).toHaveLength(read.length);
  expect(lines).toEqual(expect.arrayContaining(read.map(lineOf)));
  // An offer alone is no reading, and the list of the agent's own chats, which names it, neither.
  for (const family of ["/chats", "/messages", ""])
    await unread.agent.call("GET", `/api/v2/conversations${family}`);
  const ofUnread = cast.stage.audit().filter(({ conversationId }) => conversationId === unread.id);
  expect(ofUnread).toEqual([]);
});
