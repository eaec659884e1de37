import { cleanContent, wrongContent } from "parlor-contract/rich-content";
import type { Conversation } from "./conversation.ts";
import type { FakeFile } from "./file-types.ts";
import type { EndReason, MediaRequestState, MediaType, OfferedContent } from "./model.ts";
import type { Member } from "./records.ts";

/** An agent's request to see the visitor's screen. @public */
export interface ShareOffer {
  /** The id of the media request. */
  readonly id: string;
  /** The current state of the request. */
  readonly state: MediaRequestState;
  /** Withdraws the request, as the agent. */
  cancel(): void;
  /** Lets the request time out, as if the visitor had not answered in time. */
  expire(): void;
}

/** Options of a message. @public */
export interface SayOptions {
  /** The language of the text, as a BCP 47 tag. Default: not known. */
  readonly language?: string;
}

/** Actions of the agent's side of a chat. Each is sent to the visitor at once. @public */
export interface AgentSide {
  /** An agent joins: the visitor no longer waits. */
  agentJoins(agent: { readonly name: string; readonly avatarImageUrl?: string }): void;
  /**
   * Sends a message from the agent who joined last. Marks in the text are formatted by the widget
   * while the server has the extension `formatting`, as it has by default.
   */
  agentSays(text: string, options?: SayOptions): void;
  /** Sends files from the agent who joined last, with or without a text. */
  agentSends(files: readonly FakeFile[], text?: string): void;
  /**
   * Sends content that the visitor may answer, from the agent who joined last.
   * @throws Error for content that a real server refuses
   */
  agentOffers(content: readonly OfferedContent[], text?: string): void;
  /** Sends a typing notice; a chat shows it for 4 s, or until the agent sends a message. */
  agentTypes(): void;
  /** The agent leaves; if no other agent is present, the chat ends. */
  agentLeaves(): void;
  /** The agent transfers the visitor, who waits again. Default: in the same queue. */
  agentTransfers(queue?: string): void;
  /**
   * Ends the chat. Default: `system`; a real server sends `idle` and `lost` by itself after a
   * while.
   */
  endConversation(reason?: EndReason): void;
  /** The agent asks to see the visitor's screen. Default: `["SCREENSHARE"]`. */
  offerScreenShare(types?: readonly MediaType[]): ShareOffer;
  /**
   * Sets the visitor's position in the queue, from 1. Without a second argument the wait is
   * unknown.
   */
  queuePosition(position: number, estimatedWaitSeconds?: number): void;
}

/**
 * @param here - returns the conversation to act on; called for each action
 * @internal
 */
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
    agentSays(text, { language } = {}) {
      const [conversation, { id }] = agent();
      conversation.transcript.say(id, text, "standard", {
        ...(language !== undefined && { language }),
      });
    },
    agentSends(files, text = "") {
      const [conversation, { id }] = agent();
      const attachments = conversation.files.put(files);
      conversation.transcript.say(id, text, "standard", { attachments });
    },
    agentOffers(content, text = "") {
      const [conversation, { id }] = agent();
      const wrong = wrongContent(content);
      if (wrong.length > 0) throw new Error(`Invalid: ${wrong.join(", ")}`);
      conversation.transcript.say(id, text, "standard", { content: cleanContent(content) });
    },
    agentTypes() {
      const [conversation, { id }] = agent();
      conversation.type(id);
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
