/* The steps of an agent in each family of the vendor's operations. */

export type Json = Record<string, unknown>;
/** Calls an operation of the vendor's client. */
export type Run = (operation: string, ...args: unknown[]) => Promise<Json>;

export interface Family {
  /** The media under which the generic view has the communication's id. */
  readonly media: "chats" | "messages";
  /** The ends of the topics of the agent's own conversations. */
  readonly topics: readonly string[];
  mine(): Promise<Json>;
  one(id: string): Promise<Json>;
  generic(id: string): Promise<Json>;
  change(id: string, leg: string, body: object): Promise<unknown>;
  type(id: string, communication: string): Promise<unknown>;
  write(id: string, communication: string, text: string): Promise<unknown>;
  /** The texts of its messages, oldest first. */
  texts(id: string): Promise<readonly string[]>;
  setAttributes(id: string, participant: string, attributes: object): Promise<unknown>;
  handOver(id: string, leg: string, target: object): Promise<unknown>;
  codes(id: string, leg: string): Promise<Json>;
  wrapUp(id: string, leg: string, communication: string, wrapup: object): Promise<unknown>;
  wrapup(id: string, leg: string): Promise<Json>;
  end(id: string): Promise<unknown>;
}

export const chatFamily = (run: Run): Family => ({
  media: "chats",
  topics: [".chats"],
  mine: () => run("getConversationsChats", {}),
  one: (id) => run("getConversationsChat", id, {}),
  generic: (id) => run("getConversation", id, {}),
  change: (id, leg, body) => run("patchConversationsChatParticipant", id, leg, body),
  type: (id, communication) => run("postConversationsChatCommunicationTyping", id, communication),
  write: (id, communication, text) =>
    run("postConversationsChatCommunicationMessages", id, communication, {
      body: text,
      bodyType: "standard",
    }),
  async texts(id) {
    const page = await run("getConversationsChatMessages", id, {});
    return (page["entities"] as { body: string }[]).map(({ body }) => body);
  },
  setAttributes: (id, participant, attributes) =>
    run("patchConversationsChatParticipantAttributes", id, participant, { attributes }),
  handOver: (id, leg, target) => run("postConversationsChatParticipantReplace", id, leg, target),
  codes: (id, leg) => run("getConversationsChatParticipantWrapupcodes", id, leg, {}),
  wrapUp: (id, leg, communication, body) =>
    run("postConversationsChatParticipantCommunicationWrapup", id, leg, communication, { body }),
  wrapup: (id, leg) => run("getConversationsChatParticipantWrapup", id, leg, {}),
  end: (id) => run("patchConversationsChat", id, { state: "disconnected" }),
});

interface Written {
  readonly participants: readonly {
    readonly messages: readonly { readonly messageId: string; readonly messageTime: string }[];
  }[];
}

export const messageFamily = (run: Run): Family => ({
  media: "messages",
  topics: [".messages"],
  mine: () => run("getConversationsMessages", {}),
  one: (id) => run("getConversationsMessage", id, {}),
  generic: (id) => run("getConversation", id, {}),
  change: (id, leg, body) => run("patchConversationsMessageParticipant", id, leg, { body }),
  type: (id, communication) =>
    run("postConversationsMessageCommunicationTyping", id, communication, {
      typing: { type: "On", duration: 5_000 },
    }),
  write: (id, communication, text) =>
    run("postConversationsMessageCommunicationMessages", id, communication, { textBody: text }),
  async texts(id) {
    const { participants } = (await run("getConversationsMessage", id, {})) as unknown as Written;
    const ids = participants.flatMap(({ messages }) => messages.map(({ messageId }) => messageId));
    const found = await run("postConversationsMessageMessagesBulk", id, { body: ids });
    return (found["entities"] as { normalizedMessage: { text: string } }[]).map(
      ({ normalizedMessage }) => normalizedMessage.text,
    );
  },
  setAttributes: (id, participant, attributes) =>
    run("patchConversationsMessageParticipantAttributes", id, participant, {
      body: { attributes },
    }),
  handOver: (id, leg, target) => run("postConversationsMessageParticipantReplace", id, leg, target),
  codes: (id, leg) => run("getConversationsMessageParticipantWrapupcodes", id, leg, {}),
  wrapUp: (id, leg, communication, body) =>
    run("postConversationsMessageParticipantCommunicationWrapup", id, leg, communication, { body }),
  wrapup: (id, leg) => run("getConversationsMessageParticipantWrapup", id, leg, {}),
  end: (id) => run("patchConversationsMessage", id, { state: "disconnected" }),
});

interface GenericParticipant {
  readonly userId?: string;
  readonly messages: readonly { readonly state: string }[];
}

/** The operations without a media, and those of messages for the steps that have none. */
export const genericFamily = (run: Run): Family => ({
  ...messageFamily(run),
  topics: [""],
  async mine() {
    const page = await run("getConversations", { communicationType: "message" });
    const all = page["entities"] as { id: string; participants: GenericParticipant[] }[];
    return {
      entities: all.map(({ id, participants }) => ({
        id,
        participants: participants.map((one) => ({
          ...one,
          state: one.messages[0]?.state,
          user: { id: one.userId },
        })),
      })),
    };
  },
  change: (id, leg, body) => run("patchConversationParticipant", id, leg, body),
  setAttributes: (id, participant, attributes) =>
    run("patchConversationParticipantAttributes", id, participant, { attributes }),
  handOver: (id, leg, target) => run("postConversationParticipantReplaceQueue", id, leg, target),
  codes: (id, leg) => run("getConversationParticipantWrapupcodes", id, leg, {}),
  wrapup: (id, leg) => run("getConversationParticipantWrapup", id, leg, {}),
});

/** A conversation that one family answers and transfers, and the other writes in and ends. */
export const mixedFamily = (one: Family, other: Family): Family => ({
  ...other,
  topics: [...one.topics, ...other.topics],
  change: one.change,
  type: one.type,
  setAttributes: one.setAttributes,
  handOver: one.handOver,
  wrapup: one.wrapup,
});
