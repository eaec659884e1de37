import type { Operation } from "./operations.ts";
import type { TalkName, World } from "./world.ts";

/**
 * Values of an operation's path parameters: ids of a conversation of the world, or a literal text.
 */
export interface Gaps {
  readonly talk: TalkName;
  /** Texts instead of ids, by the name of the gap. */
  readonly instead?: Readonly<Record<string, string>>;
}

function idFor(gap: string, talk: TalkName, world: World): string {
  const { id, memberId, messageId, participantId, communicationId } = world.talks[talk];
  switch (gap) {
    case "conversationId":
      return id;
    case "memberId":
      return memberId;
    case "messageId":
      return messageId;
    case "participantId":
      return participantId || "none";
    case "communicationId":
      return communicationId || "none";
    case "userId":
      return "u-noor";
    case "channelId":
      return world.channels[talk === "south" ? "south" : "north"];
    default:
      return "none";
  }
}

/** The path of an operation, and whether each gap is filled with an id of the conversation. */
export function addressOf(
  operation: Operation,
  { talk, instead = {} }: Gaps,
  world: World,
): { readonly path: string; readonly talk: TalkName | null; readonly isExact: boolean } {
  const path = operation.template.replace(/\{([^}]+)\}/g, (_, gap: string) =>
    Object.hasOwn(instead, gap) ? (instead[gap] ?? "") : idFor(gap, talk, world),
  );
  const isNamed = (gap: string): boolean =>
    operation.gaps.includes(gap) && !Object.hasOwn(instead, gap);
  // A channel is its agent's, whatever the conversation.
  const ownerTalk = talk === "south" ? "south" : "own";
  return {
    path,
    talk: isNamed("conversationId") ? talk : isNamed("channelId") ? ownerTalk : null,
    isExact: operation.gaps.every((gap) => !Object.hasOwn(instead, gap)),
  };
}
