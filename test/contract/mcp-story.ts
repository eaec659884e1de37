import { expect } from "vitest";
import type { McpSession, Outcome } from "../../mcp/src/testing/mcp-session.ts";
import { bank, type TwoOrganizations } from "./two-organizations.ts";

/* Each tool once, by an agent who accepts guests of the bank, over whichever transport. */

type Fields = Readonly<Record<string, unknown>>;

interface Participant {
  readonly id: string;
  readonly communicationId: string;
  readonly purpose: string;
  readonly state: string;
  readonly messages: readonly { readonly messageId: string }[];
  readonly user?: { readonly id: string };
}

export const replyOf = ({ data }: Outcome): Fields => data["reply"] as Fields;
const participantsOf = (view: Fields): readonly Participant[] =>
  view["participants"] as readonly Participant[];

/** Calls a tool that has to succeed. */
async function done(session: McpSession, name: string, args: Fields = {}): Promise<Fields> {
  const outcome = await session.call(name, args);
  expect([name, outcome.isError, outcome.isError ? outcome.text : ""]).toEqual([name, false, ""]);
  return replyOf(outcome);
}

/** The agent's own participant in a conversation. */
async function ownIn(session: McpSession, conversationId: string): Promise<Participant> {
  const view = await done(session, "get_message", { conversationId });
  const own = participantsOf(view).findLast(({ user }) => user?.id === "ada");
  if (own === undefined) throw new Error("The agent has no part in it.");
  return own;
}

/** Accepts a guest who is offered to the agent. */
export async function accept(session: McpSession, stage: TwoOrganizations): Promise<string> {
  const conversationId = await stage.guest(bank);
  const offered = async (): Promise<Participant | undefined> => {
    const { entities } = await done(session, "get_messages");
    const view = (entities as Fields[]).find(({ id }) => id === conversationId);
    return view && participantsOf(view).find(({ state }) => state === "alerting");
  };
  let own = await offered();
  // An agent is present from the first call on, and the offer follows.
  while (own === undefined) own = await offered();
  await done(session, "patch_message_participant", {
    conversationId,
    participantId: own.id,
    state: "connected",
  });
  return conversationId;
}

/** @returns the names of the tools that were called */
export async function playStory(
  session: McpSession,
  stage: TwoOrganizations,
): Promise<ReadonlySet<string>> {
  const called = new Set<string>(["get_messages", "get_message", "patch_message_participant"]);
  const call = (name: string, args: Fields): Promise<Fields> => {
    called.add(name);
    return done(session, name, args);
  };
  const conversationId = await accept(session, stage);
  const own = await ownIn(session, conversationId);
  const leg = { conversationId, communicationId: own.communicationId };
  const place = { conversationId, participantId: own.id };

  const { guestMemberId } = (await stage.server.chats.get(conversationId)).conversation;
  const said = await stage.server.chats.send(
    conversationId,
    guestMemberId,
    "Where is my parcel?",
    "standard",
    null,
  );
  const participants = participantsOf(await call("get_message", { conversationId }));
  const visitor = participants.find(({ purpose }) => purpose === "customer");
  const heads = participants.flatMap(({ messages }) => messages);
  expect(heads).toMatchObject([{ messageId: said.id }]);
  const asked = { untrusted: "Where is my parcel?", writtenBy: "visitor" };
  for (const [name, args] of [
    ["get_message_message", { conversationId, messageId: said.id }],
    ["get_message_details", { messageId: said.id, useNormalizedMessage: false }],
  ] as const)
    expect(await call(name, args)).toMatchObject({ conversationId, textBody: asked });

  const typing = await call("post_message_communication_typing", {
    ...leg,
    typing: { type: "On" },
  });
  expect(typing).toBe(null);
  expect(
    await call("post_message_communication_messages", { ...leg, textBody: "In <Ghent>." }),
  ).toMatchObject({
    direction: "outbound",
    textBody: { untrusted: "In <Ghent>.", writtenBy: "agent or bot" },
  });

  expect(
    await call("patch_message_participant_attributes", {
      conversationId,
      participantId: visitor!.id,
      attributes: { "context.order": "L-1" },
    }),
  ).toEqual({
    attributes: { untrusted: { "context.order": "L-1" }, writtenBy: "visitor or agent" },
  });
  const codes = await call("get_message_participant_wrapupcodes", place);
  expect(JSON.stringify(codes)).toContain("w-solved");
  await call("post_message_participant_communication_wrapup", {
    ...place,
    ...leg,
    code: "w-solved",
    notes: "Sent on",
  });
  for (const name of [
    "get_message_participant_wrapup",
    "get_message_participant_communication_wrapup",
  ])
    expect(
      await call(name, name.includes("communication") ? { ...place, ...leg } : place),
    ).toMatchObject({ code: "w-solved", notes: { untrusted: "Sent on" } });

  await call("post_message_participant_replace", { ...place, queueId: "q-other" });
  await leaveOne(session, stage, call);
  const last = await accept(session, stage);
  await call("patch_message", { conversationId: last, state: "disconnected" });
  expect((await stage.server.chats.get(last)).conversation.state).toBe("ended");
  await lookForFiles(session, leg, called);
  return called;
}

async function leaveOne(
  session: McpSession,
  stage: TwoOrganizations,
  call: (name: string, args: Fields) => Promise<Fields>,
): Promise<void> {
  const conversationId = await accept(session, stage);
  const own = await ownIn(session, conversationId);
  await call("patch_message_participant_communication", {
    conversationId,
    participantId: own.id,
    communicationId: own.communicationId,
    state: "disconnected",
  });
  expect((await ownIn(session, conversationId)).state).toBe("disconnected");
}

async function lookForFiles(session: McpSession, leg: Fields, called: Set<string>): Promise<void> {
  const files = "get_message_communication_messages_media";
  expect(await done(session, files, leg)).toMatchObject({ entities: [] });
  const one = await session.call(`${files}_media_id`, { ...leg, mediaId: "unknown" });
  expect([one.isError, one.text]).toEqual([
    true,
    expect.stringMatching(/^attachment\.not\.found: /),
  ]);
  called.add(files).add(`${files}_media_id`);
}
