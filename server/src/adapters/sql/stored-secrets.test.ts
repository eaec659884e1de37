import { join } from "node:path";
import Libsql from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChatStage, NOOR } from "../../testing/chat-stage.ts";

let stage: ChatStage;
beforeEach(async () => {
  stage = await new ChatStage().start();
});
afterEach(() => stage.close());

/** All rows of each table, as texts. */
function storedRows(): Map<string, string> {
  const file = new Libsql(join(stage.folder, "parlor.db"));
  const tables = file
    .prepare("select name from sqlite_master where type = 'table'")
    .all()
    .map((row) => String(Object(row)["name"]));
  const rows = tables.map(
    (name) => [name, JSON.stringify(file.prepare(`select * from ${name}`).all())] as const,
  );
  file.close();
  return new Map(rows);
}

test("the key of a media request is stored in its own row, and in no event", async () => {
  const { id } = await stage.guest("Hello");
  const leg = await stage.answers(id, NOOR, "May I see your screen?");
  const request = await stage.chats.createMediaRequest(id, leg.id, ["SCREENSHARE"], 60);
  await stage.chats.answerMediaRequest(id, request.id, "ACCEPTED");
  const rows = storedRows();
  expect(rows.get("events")).toContain(request.communicationId);
  const holders = [...rows].flatMap(([name, text]) =>
    text.includes(request.securityKey) ? name : [],
  );
  expect(holders).toEqual(["media_requests"]);
});
