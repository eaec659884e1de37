import type { Conversation } from "./conversation.ts";
import type { EndReason, MediaRequestState, MediaType, Member } from "./model.ts";

/** An agent's wish to see the visitor's screen. @public */
export interface ShareOffer {
  /** The id of the media request. */
  readonly id: string;
  /** Where it stands now. */
  readonly state: MediaRequestState;
  /** The agent withdraws it. */
  cancel(): void;
  /** The visitor took too long. */
  expire(): void;
}

/** What the other side of a chat does. Each is told to the visitor at once. @public */
export interface AgentSide {
  /** An agent answers: the visitor waits no longer. */
  agentJoins(agent: { readonly name: string; readonly avatarImageUrl?: string }): void;
  /** One message of the agent who came last. */
  agentSays(text: string): void;
  /** One notice; a chat shows it for 4 s, or until the agent says something. */
  agentTypes(): void;
  /** The agent goes; with no other agent there, the chat ends. */
  agentLeaves(): void;
  /** The agent hands the visitor over: it waits again. Default: in the same queue. */
  agentTransfers(queue?: string): void;
  /** Default `system`; `idle` and `lost` are what the real server does by itself after a while. */
  endConversation(reason?: EndReason): void;
  /** The agent asks to see the screen. Default: `["SCREENSHARE"]`. */
  offerScreenShare(types?: readonly MediaType[]): ShareOffer;
  /** Where in line the visitor stands, from 1; the wait is not known unless it is given. */
  queuePosition(position: number, estimatedWaitSeconds?: number): void;
}

/** @param here - the conversation that is meant, asked at each call */
export function createAgentSide(here: () => Conversation): AgentSide {
  const running = (): Conversation => {
    const conversation = here();
    if (conversation.state === "created")
      throw new Error("The visitor is not in yet: await server.waitForConversation() first.");
    if (conversation.state === "ended") throw new Error("The conversation has ended.");
    return conversation;
  };
  const agent = (): [Conversation, Member] => {
    const conversation = running();
    const member = conversation.present("AGENT").at(-1);
    if (member === undefined)
      throw new Error("No agent is in the conversation: call agentJoins() first.");
    return [conversation, member];
  };

  return {
    agentJoins({ name, ...more }) {
      const conversation = running();
      conversation.accept(conversation.join("AGENT", name, { ...more, state: "ALERTING" }));
    },
    agentSays(text) {
      const [conversation, { id }] = agent();
      conversation.say(id, text, "standard");
    },
    agentTypes() {
      const [conversation, { id }] = agent();
      conversation.write(id);
    },
    agentLeaves() {
      const [conversation, member] = agent();
      conversation.leave(member);
    },
    agentTransfers(queue) {
      const [conversation, member] = agent();
      conversation.transfer(member, queue ?? conversation.queue);
    },
    endConversation(reason = "system") {
      running().end(reason);
    },
    offerScreenShare(types = ["SCREENSHARE"]) {
      const [conversation, member] = agent();
      const { id } = conversation.invite(member, types);
      const { invitations } = conversation;
      const settle = (state: MediaRequestState): void => {
        const request = invitations.get(id);
        const isOpen = request?.state === "PENDING" || request?.state === "ACCEPTED";
        if (request !== undefined && isOpen) invitations.set(request, state);
      };
      return {
        id,
        get state() {
          return invitations.get(id)?.state ?? "CANCELLED";
        },
        cancel: () => settle("CANCELLED"),
        expire: () => settle("TIMEDOUT"),
      };
    },
    queuePosition(position, estimatedWaitSeconds) {
      running().setPlace({
        position,
        ahead: position - 1,
        estimatedWaitSeconds: estimatedWaitSeconds ?? null,
      });
    },
  };
}
