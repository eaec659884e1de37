import type { Conversation, Speaker } from "../src/index.ts";

const TERMS = new TextEncoder().encode("Returns are free within 30 days.\n");
const HOUR_MS = 3_600_000;

/** The answers of the demo's agent, in their order; the last one is followed by the first. */
export const answers: readonly ((agent: Speaker, bot: Speaker, now: number) => void)[] = [
  (agent) => {
    agent.types(3_000);
    agent.says("Hello, I am Robin. How can I help?");
  },
  (_, bot) => {
    bot.asks("What is it about?", ["Track an order", "Return an item", "Something else"]);
  },
  (_, bot) => {
    bot.shows("Two ways to send it", [
      {
        title: "Express",
        description: "Tomorrow before noon",
        actions: [{ type: "Postback", text: "Choose express", payload: "EXPRESS" }],
      },
      {
        title: "Standard",
        description: "In three days",
        actions: [{ type: "Postback", text: "Choose standard", payload: "STANDARD" }],
      },
    ]);
  },
  (_, bot, now) => {
    const times = [24, 25, 48].map((hours) => ({
      dateTime: new Date(now + hours * HOUR_MS).toISOString(),
      duration: 1_800,
    }));
    bot.offersTimes("When may we call you?", times);
  },
  (agent) => {
    agent.sendsFile({ name: "returns.txt", type: "text/plain", bytes: TERMS }, "Our terms:");
  },
  (agent) => {
    agent.says("Is there anything else?");
  },
];

/** The agent of the demo: answers in their order for each conversation. */
export function createAgent(now: () => number): {
  answer(conversation: Conversation): void;
} {
  const counts = new Map<string, number>();
  return {
    answer(conversation) {
      const count = counts.get(conversation.token) ?? 0;
      counts.set(conversation.token, count + 1);
      answers[count % answers.length]?.(conversation.agent(), conversation.bot(), now());
    },
  };
}
