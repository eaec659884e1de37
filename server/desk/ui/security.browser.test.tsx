import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import { enConversation } from "../../../src/widget/i18n/en-conversation.ts";
import { addWords } from "../../../src/widget/i18n/translate.ts";
import { expectHarmless, fetched } from "../../../test/expect-harmless.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import {
  details,
  earlier,
  isSignedIn,
  me,
  messages,
  mine,
  problem,
  selected,
  waiting,
} from "../model/desk-state.ts";
import { Desk } from "./Desk.tsx";

/* An agent reads what anybody on the internet has written. */

addWords(enConversation);

afterEach(() => {
  render(null, document.body);
  mine.value = waiting.value = earlier.value = messages.value = [];
  details.value = selected.value = me.value = null;
  isSignedIn.value = false;
});

test("as messages, names, queues, custom fields, notes and refusals: nothing runs at the desk, and nothing is fetched", () => {
  isSignedIn.value = true;
  me.value = { id: "u-noor", name: "Noor", parlor: { status: "available", capacity: 4 } };
  render(<Desk />, document.body);
  for (let from = 0; from < xssCorpus.length; from += 20) {
    const some = xssCorpus.slice(from, from + 20);
    const [vector = ""] = some;
    waiting.value = some.map((words, n) => ({
      id: `w-${n}`,
      guest: { memberId: `m-${n}`, name: words, isNameVerified: true },
      queue: { id: `q-${n}`, name: words },
      subject: words,
      waitingSince: new Date().toISOString(),
      lastText: words,
    }));
    earlier.value = waiting.value.map((one, n) => ({
      ...one,
      id: `e-${n}`,
      endedAt: one.waitingSince,
      wrapup: { name: vector },
    }));
    mine.value = [
      {
        id: "c-1",
        participants: [
          { id: "p-1", purpose: "customer", state: "connected", name: vector },
          {
            id: "p-2",
            purpose: "agent",
            state: "connected",
            user: { id: "u-noor" },
            connectedTime: new Date().toISOString(),
          },
        ],
      },
    ];
    selected.value = "c-1";
    details.value = {
      id: "c-1",
      guest: {
        memberId: "m-1",
        name: vector,
        email: vector,
        phoneNumber: vector,
        customFields: Object.fromEntries(some.map((words) => [words, words])),
        externalId: vector,
        verifiedFields: [vector],
      },
      queue: { id: "q-1", name: vector },
      subject: vector,
      language: vector,
      transferNote: vector,
      mediaRequests: [{ id: "r-1", state: vector }],
    };
    messages.value = some.map((body, n) => ({
      id: `m-${n}`,
      sender: { id: `m-${n}`, displayName: body, role: n % 2 === 0 ? "CUSTOMER" : "AGENT" },
      body,
      bodyType: "standard",
      timestamp: new Date(1_000 * n).toISOString(),
    }));
    problem.value = vector;
    render(<Desk />, document.body);
    expect(document.querySelectorAll("[role=log] li").length).toBeGreaterThanOrEqual(some.length);
    expect(document.querySelectorAll(".dk-facts > div").length).toBeGreaterThanOrEqual(20);
    expectHarmless(document.body);
  }
  expect(fetched()).toEqual([]);
});
