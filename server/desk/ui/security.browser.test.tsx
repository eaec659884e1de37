/** @module-tag engine-document */

import { afterEach, expect, test, vi } from "vitest";
import { expectHarmless, fetched } from "../../../test/expect-harmless.ts";
import { formattedPlaces } from "../../../test/formatted-places.ts";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import type { DeskMessage } from "../api/views.ts";
import { select } from "../model/writing.ts";
import { clearDesk, drawDesk } from "../testing/draw-desk.tsx";
import { chatOf, FakeAgentApi, leg, missedOf, waitingOf } from "../testing/fake-agent-api.ts";
import { fileOf } from "../testing/fake-files.ts";
import type { TestDesk } from "../testing/test-desk.ts";

/* An agent reads what anybody on the internet has written. */

let it: TestDesk;
afterEach(() => clearDesk(it));

/** An agent API in which everything that a stranger can write is one of these texts. */
function hostileApi(some: readonly string[]): FakeAgentApi {
  const api = new FakeAgentApi();
  const [vector = ""] = some;
  const now = new Date().toISOString();
  const entries = some.map((words, n) => ({
    id: `w-${n}`,
    guest: { memberId: `m-${n}`, name: words, isNameVerified: true },
    queue: { id: `q-${n}`, name: words },
    subject: words,
  }));
  api.line.push(
    ...entries.map((one) => waitingOf(one.id, "", { ...one, waitingSince: now, lastText: vector })),
  );
  api.allMissed.push(
    ...entries.map((one) =>
      missedOf(`x-${one.id}`, "", {
        guest: { ...one.guest, participantId: `p-${one.id}` },
        queue: one.queue,
        subject: vector,
        lastText: vector,
        language: vector,
        page: vector,
        contact: { email: vector, phoneNumber: vector },
        answers: { [vector]: vector },
        fieldLabels: { [vector]: vector },
        verifiedFields: [vector],
      }),
    ),
  );
  api.ended.push(
    ...entries.map((one) => ({
      ...one,
      id: `e-${one.id}`,
      endedAt: now,
      wrapup: { name: vector },
    })),
  );
  const colleague = leg({
    id: "before",
    user: { id: "u-tomas" },
    name: vector,
    state: "disconnected",
    disconnectType: "transfer",
  });
  api.all.push(
    chatOf("c-1", vector, leg()),
    chatOf("w-0", vector, colleague, leg({ id: "ring", state: "alerting" })),
  );
  api.facts.set("c-1", {
    guest: {
      memberId: "m-1",
      name: vector,
      email: vector,
      phoneNumber: vector,
      customFields: Object.fromEntries(some.map((words) => [words, words])),
      externalId: vector,
      verifiedFields: [vector],
      awaySince: null,
    },
    parlor: {
      fieldLabels: Object.fromEntries(some.map((words) => [words, words])),
      capabilities: { screenShare: null },
      language: vector,
      page: vector,
    },
    queue: { id: "q-1", name: vector },
    subject: vector,
    language: vector,
    transferNote: vector,
    mediaRequests: [{ id: "r-1", state: vector }],
  });
  api.histories.set(
    "c-1",
    some.map(
      (body, n): DeskMessage => ({
        id: `m-${n}`,
        sender: { id: `m-${n}`, displayName: body, role: n % 2 === 0 ? "guest" : "agent" },
        body: n % 2 === 0 ? body : formattedPlaces(body),
        kind: "text",
        language: body,
        timestamp: new Date(1_000 * n).toISOString(),
        // No pictures: they are elements of their own.
        files: [fileOf(`f-${n}`, body, { type: body, hasThumbnail: false })],
      }),
    ),
  );
  return api;
}

test("as messages, names, files, queues, custom fields, notes and refusals: nothing runs at the desk, and nothing is fetched", async () => {
  for (let from = 0; from < xssCorpus.length; from += 20) {
    const some = xssCorpus.slice(from, from + 20);
    if (from > 0) clearDesk(it);
    it = await drawDesk(hostileApi(some));
    it.desk.notices.problem.value = some[0] ?? "";
    select(it.desk, "c-1");
    await vi.waitFor(() =>
      expect(document.querySelectorAll(".dk-facts > div").length).toBeGreaterThanOrEqual(20),
    );
    expect(document.querySelectorAll(".pl-log li").length).toBeGreaterThanOrEqual(some.length);
    expect(document.querySelectorAll(".dk-offer")).toHaveLength(1);
    expect(document.querySelectorAll(".dk-file").length).toBeGreaterThanOrEqual(some.length);
    expectHarmless(document.body);
    it.desk.selection.list.value = "missed";
    select(it.desk, "x-w-0");
    await vi.waitFor(() => expect(document.querySelector(".dk-answer")).not.toBeNull());
    expect(document.querySelectorAll(".dk-side .dk-row").length).toBe(some.length);
    expectHarmless(document.body);
  }
  expect(fetched()).toEqual([]);
});
