import fc from "fast-check";
import { expect, test } from "vitest";
import { DeliveryStage } from "../testing/delivery-stage.ts";
import type { AttemptResult } from "./endpoint.ts";

/* Deliveries in any mix of messages, failures, lost outcomes, stops and time. */

const delivered = { kind: "delivered" } as const;
const failed = { kind: "failed", because: "status 500" } as const;

/** The reactions of a receiver. `lost`: it took the request, and its answer did not arrive. */
const reaction = fc.constantFrom("takes", "fails", "lost", "parks");
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant("write"), guest: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("wait"), ms: fc.nat(40_000) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("restart") }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("retry") }) },
);

test("a conversation's events reach the receiver at least once, and those that are not parked first in their order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.array(reaction, { maxLength: 40 }),
      async (steps, reactions) => {
        const stage = await new DeliveryStage().start();
        const got: { readonly id: string; readonly text: string }[] = [];
        const parked = new Set<string>();
        const left = [...reactions];
        const answer = (): void => {
          stage.receiver.answer = ({ conversationId, body, type }): AttemptResult => {
            const what = left.shift() ?? "takes";
            const event: { message?: { body: string; sender: { role: string } } } =
              JSON.parse(body);
            const text = event.message?.sender.role === "CUSTOMER" ? event.message.body : null;
            if (type !== "message.created" || text === null) return delivered;
            if (what === "parks") parked.add(text);
            if (what === "takes" || what === "lost") got.push({ id: conversationId, text });
            if (what === "parks") return { kind: "refused", because: "status 410" };
            return what === "takes" ? delivered : failed;
          };
        };
        answer();
        try {
          const guests = [await stage.guest(), await stage.guest(), await stage.guest()];
          const written = guests.map((): string[] => []);
          for (const one of steps) {
            if ("guest" in one) {
              const texts = written[one.guest]!;
              const text = `guest ${one.guest} message ${texts.length}`;
              texts.push(text);
              const { id } = guests[one.guest]!;
              const { guestMemberId } = await stage.conversation(id);
              await stage.chats.send(id, guestMemberId, text, "standard", null);
            } else if ("ms" in one) await stage.pass(one.ms);
            else if (one.does === "restart") {
              await stage.stop();
              await stage.start();
              answer();
            } else await stage.deliveries.retry({ eventIds: null, endpoint: null });
          }
          left.length = 0;
          await stage.settle();
          await stage.deliveries.retry({ eventIds: null, endpoint: null });
          for (let i = 0; i < 40 && (await stage.store.deliveries(1)).length > 0; i++)
            await stage.pass(60_000);
          expect(await stage.store.deliveries(1)).toEqual([]);
          for (const [index, { id }] of guests.entries()) {
            const texts = got.filter((one) => one.id === id).map(({ text }) => text);
            expect(new Set(texts)).toEqual(new Set(written[index]));
            // A parked one comes later; all others come first in the order of the conversation.
            const first = [...new Set(texts)].filter((text) => !parked.has(text));
            expect(first).toEqual(written[index]!.filter((text) => !parked.has(text)));
          }
          expect(stage.reported).toEqual([]);
        } finally {
          await stage.close();
        }
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
