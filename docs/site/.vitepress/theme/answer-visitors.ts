import type { FakeServer } from "parlor/testing";

const answers = [
  "Good evening! You are on a page of the docs, and I am not real.",
  "Everything else is: this is the widget that your visitors get.",
  "Change an option in the form, and copy the tag below it.",
];

/**
 * Lets an invented agent join each conversation and answer, until the signal.
 * @param isStaffed - whether an agent is there now
 */
export function answerVisitors(
  server: FakeServer,
  isStaffed: () => boolean,
  signal: AbortSignal,
): void {
  let given = 0;
  /** The conversations in which the agent is. */
  const joined = new Set<string>();
  const next = async (): Promise<void> => {
    while (!signal.aborted) {
      // It rejects when nobody has written for a while.
      const message = await server.waitForMessage(/./).catch(() => null);
      const conversation = server.conversations.at(-1);
      if (message === null || conversation === undefined || signal.aborted) continue;
      if (!isStaffed()) continue;
      if (!joined.has(conversation.id)) conversation.agentJoins({ name: "Noor Haddad" });
      joined.add(conversation.id);
      conversation.agentSays(answers[given++ % answers.length] ?? "");
    }
  };
  void next();
}
