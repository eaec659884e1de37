import { once } from "node:events";
import { WebSocket } from "ws";
import { callAs, chatsBase, guestBase, logIn, type Call } from "./calls.ts";
import { DEPLOYMENT, NOOR, NORTH, SOUTH, TOMAS } from "./fuzz-server.ts";

/* Conversations with a text in each that nobody else may ever read, and everybody who may call. */

export type TalkName = "own" | "other" | "innocent" | "waiting" | "south";

export interface Talk {
  readonly id: string;
  readonly memberId: string;
  readonly jwt: string;
  readonly streamUri: string;
  readonly messageId: string;
  /** The agent's leg; empty while the guest waits. */
  readonly participantId: string;
  readonly communicationId: string;
}

export type CallerName =
  | "nobody"
  | "garbage"
  | "guest"
  | "other guest"
  | "agent"
  | "agent of another organization"
  | "back end";

export interface Caller {
  readonly name: CallerName;
  readonly kind: "nobody" | "guest" | "agent" | "client";
  readonly authorization: string | null;
  /** The conversations whose data the caller may receive. */
  readonly sees: readonly TalkName[];
}

/** Said in one conversation, and part of its guest's name, address and fields. */
export const canaryOf = (talk: TalkName): string => `canary-of-${talk}-conversation`;

export interface World {
  readonly url: string;
  readonly talks: Readonly<Record<TalkName, Talk>>;
  readonly callers: Readonly<Record<CallerName, Caller>>;
  readonly channels: Readonly<Record<"north" | "south", string>>;
  /** Starts this conversation anew if a caller has ended it by right. */
  renew(talk: TalkName): Promise<void>;
  /** All that is kept of the conversation in which no caller takes part. */
  innocentState(): Promise<unknown>;
}

/**
 * Attaches, waits for the first frame, which the server sends once it has routed the chat, and
 * disconnects.
 */
async function attachOnce(streamUri: string): Promise<void> {
  const socket = new WebSocket(streamUri);
  socket.on("error", () => undefined);
  await once(socket, "message");
  socket.terminate();
}

export async function startTalk(
  url: string,
  organizationId: string,
  text: string,
): Promise<{ readonly talk: Talk; readonly guest: Call }> {
  const created = await callAs(url, "")("POST", guestBase, {
    organizationId,
    deploymentId: DEPLOYMENT,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
    memberInfo: {
      displayName: `Guest ${text}`,
      email: `${text}@example.test`,
      customFields: { subject: text },
    },
  });
  const { id, jwt, eventStreamUri: streamUri } = created as Record<string, string>;
  const memberId = (created["member"] as { id: string }).id;
  await attachOnce(streamUri ?? "");
  const guest = callAs(url, jwt ?? "");
  const said = await guest("POST", `${guestBase}/${id}/members/${memberId}/messages`, {
    body: text,
  });
  const talk = { id, memberId, jwt, streamUri, messageId: said["id"], participantId: "" };
  return { talk: { ...talk, communicationId: "" } as unknown as Talk, guest };
}

/** The agent takes the chat and says the text, too. */
export async function takeTalk(
  agent: Call,
  userId: string,
  talk: Talk,
  text: string,
): Promise<Talk> {
  await agent("POST", `/api/v2/parlor/chats/waiting/${talk.id}/take`);
  const { participants } = (await agent("GET", `/api/v2/conversations/${talk.id}`)) as {
    participants?: { id: string; userId?: string; chats: { id: string }[] }[];
  };
  const leg = participants?.findLast((one) => one.userId === userId);
  const communicationId = leg?.chats[0]?.id ?? "";
  if (text !== "")
    await agent("POST", `${chatsBase}/${talk.id}/communications/${communicationId}/messages`, {
      body: text,
    });
  return { ...talk, participantId: leg?.id ?? "", communicationId };
}

/** The facts without what passing time alone changes: a guest is away after half a minute. */
function withoutAbsence(facts: Readonly<Record<string, unknown>>): unknown {
  const { awaySince: _, ...guest } = facts["guest"] as Readonly<Record<string, unknown>>;
  return { ...facts, guest };
}

/** Says that it needs no signature: an agent's token with `"alg": "none"`. */
const GARBAGE = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJ1cm46cGFybG9yOmFnZW50Iiwic3ViIjoidS1ub29yIn0.";

export async function createWorld(url: string): Promise<World> {
  const tokens = {
    noor: await logIn(url, "north-noor"),
    tomas: await logIn(url, "north-tomas"),
    south: await logIn(url, "south-noor"),
    site: await logIn(url, "north-site"),
  };
  const [noor, tomas, south] = [
    callAs(url, tokens.noor),
    callAs(url, tokens.tomas),
    callAs(url, tokens.south),
  ];
  // An agent who is busy is offered nothing, and takes what it wants.
  const stepBack = async (): Promise<void> => {
    for (const agent of [noor, tomas, south])
      await agent("PATCH", "/api/v2/parlor/agents/me", { status: "busy", capacity: 100 });
  };
  await stepBack();

  const keepers: Readonly<Record<TalkName, readonly [string, Call, string] | null>> = {
    own: [NORTH, noor, NOOR],
    other: [NORTH, tomas, TOMAS],
    innocent: [NORTH, tomas, TOMAS],
    waiting: null,
    south: [SOUTH, south, NOOR],
  };
  const make = async (name: TalkName): Promise<Talk> => {
    const [organizationId, agent, userId] = keepers[name] ?? [NORTH, null, ""];
    const { talk } = await startTalk(url, organizationId, canaryOf(name));
    return agent === null ? talk : takeTalk(agent, userId, talk, canaryOf(name));
  };
  const talks: Record<TalkName, Talk> = {
    own: await make("own"),
    other: await make("other"),
    innocent: await make("innocent"),
    waiting: await make("waiting"),
    south: await make("south"),
  };
  const channelOf = async (agent: Call): Promise<string> =>
    String((await agent("POST", "/api/v2/notifications/channels"))["id"]);
  const channels = { north: await channelOf(noor), south: await channelOf(south) };

  const callers = (): Record<CallerName, Caller> => {
    const bearer = (token: string): string => `Bearer ${token}`;
    const sees = (...names: TalkName[]): TalkName[] => names;
    const list: Caller[] = [
      { name: "nobody", kind: "nobody", authorization: null, sees: [] },
      { name: "garbage", kind: "nobody", authorization: bearer(GARBAGE), sees: [] },
      {
        name: "guest",
        kind: "guest",
        authorization: bearer(talks.own.jwt),
        sees: sees("own"),
      },
      {
        name: "other guest",
        kind: "guest",
        authorization: bearer(talks.other.jwt),
        sees: sees("other"),
      },
      {
        name: "agent",
        kind: "agent",
        authorization: bearer(tokens.noor),
        sees: sees("own", "waiting"),
      },
      {
        name: "agent of another organization",
        kind: "agent",
        authorization: bearer(tokens.south),
        sees: sees("south"),
      },
      { name: "back end", kind: "client", authorization: bearer(tokens.site), sees: [] },
    ];
    return Object.fromEntries(list.map((one) => [one.name, one])) as Record<CallerName, Caller>;
  };
  let current = callers();

  /** Whether the guest is in, and the agent too. */
  const isWhole = async (talk: Talk): Promise<boolean> => {
    const guest = callAs(url, talk.jwt);
    const page = (await guest("GET", `${guestBase}/${talk.id}/members`).catch(() => null)) as {
      entities: { id: string; state: string }[];
    } | null;
    const isIn = (id: string): boolean =>
      page?.entities.some((one) => one.id === id && one.state === "CONNECTED") ?? false;
    return isIn(talk.memberId) && (talk.communicationId === "" || isIn(talk.communicationId));
  };

  return {
    url,
    talks,
    channels,
    get callers() {
      return current;
    },
    async renew(talk) {
      if (await isWhole(talks[talk])) return;
      await stepBack();
      talks[talk] = await make(talk);
      current = callers();
    },
    async innocentState() {
      const { id, jwt } = talks.innocent;
      const guest = callAs(url, jwt);
      return {
        messages: (await guest("GET", `${guestBase}/${id}/messages`))["entities"],
        members: (await guest("GET", `${guestBase}/${id}/members`))["entities"],
        asAgent: await tomas("GET", `/api/v2/conversations/${id}`),
        facts: withoutAbsence(await tomas("GET", `/api/v2/parlor/chats/${id}`)),
      };
    },
  };
}
