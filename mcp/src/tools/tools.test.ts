import { readFileSync } from "node:fs";
import { messageOperations } from "parlor-contract/parlor.operations.generated";
import { expect, test } from "vitest";
import { ownCodes } from "../parlor/call-failure.ts";
import { operations } from "../parlor/operations.ts";
import { variables } from "../settings.ts";
import { catalogue } from "../testing/catalogue.ts";
import { describeTool } from "./describe-tool.ts";
import { tools } from "./tools.ts";

const page = readFileSync(new URL("../../../docs/mcp.md", import.meta.url), "utf8");
const section = (heading: string): string =>
  page.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
/** The rows of a section's tables, without heads and rules. */
const rowsOf = (heading: string): string[][] =>
  section(heading)
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "))
    .filter(([first = ""]) => first.startsWith("`"));
const namesIn = (cell = ""): string[] =>
  [...cell.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name);

test("the tools are these", () => {
  expect(tools.map(({ name, effect }) => `${effect} ${name}`)).toEqual([
    "reads get_messages",
    "reads get_message",
    "reads get_message_message",
    "reads get_message_details",
    "reads get_message_communication_messages_media",
    "reads get_message_communication_messages_media_media_id",
    "reads get_message_participant_wrapup",
    "reads get_message_participant_communication_wrapup",
    "reads get_message_participant_wrapupcodes",
    "adds post_message_communication_messages",
    "adds post_message_communication_typing",
    "changes patch_message_participant",
    "changes patch_message_participant_attributes",
    "changes patch_message_participant_communication",
    "changes post_message_participant_replace",
    "changes post_message_participant_communication_wrapup",
    "changes patch_message",
  ]);
});

test("every name of the catalogue is a tool, or docs/mcp.md says why it is not there", () => {
  const offered = tools.map(({ name }) => name);
  const left = rowsOf("Tools that are not there").flatMap(([names]) => namesIn(names));
  expect([...offered, ...left].toSorted()).toEqual([...catalogue].toSorted());
});

test("docs/mcp.md has a row for each tool, with its operation and its effect", () => {
  expect(rowsOf("Tools").map((row) => [...namesIn(row[0]), ...namesIn(row[1]), row[2]])).toEqual(
    tools.map(({ name, operationId, effect }) => [name, operationId, effect]),
  );
});

test("docs/mcp.md has a row for each setting, and for each code of this server", () => {
  expect(rowsOf("Start it").flatMap(([names]) => namesIn(names))).toEqual(variables);
  expect(rowsOf("Failures").flatMap(([code = ""]) => code.slice(1, -1))).toEqual(ownCodes);
});

test("a tool that reads makes a GET, every other one does not", () => {
  for (const { name, operationId, effect } of tools)
    expect([name, operations[operationId].method === "GET"]).toEqual([name, effect === "reads"]);
});

test("the arguments of a tool are the parameters and the body of its operation in the contract", () => {
  const send = describeTool(tools.find(({ name }) => name.endsWith("communication_messages"))!);
  const { parameters, body } = messageOperations.postConversationsMessageCommunicationMessages;
  const shown = parameters.filter(({ in: place }) => place !== "header");
  expect(send.inputSchema).toEqual({
    type: "object",
    description: body.description,
    properties: {
      ...Object.fromEntries(shown.map(({ name, schema }) => [name, schema])),
      ...body.properties,
    },
    required: ["conversationId", "communicationId"],
    additionalProperties: false,
  });
});

test("no field of a body has the name of a parameter", () => {
  for (const { operationId } of tools) {
    const { parameters, body = {} } = operations[operationId];
    const fields = Object.keys(body["properties"] ?? {});
    expect(parameters.filter(({ name }) => fields.includes(name))).toEqual([]);
  }
});

test("annotations tell what reads, what adds, and what cannot be taken back", () => {
  const hints = (name: string): unknown =>
    describeTool(tools.find((tool) => tool.name === name)!).annotations;
  expect(hints("get_message")).toMatchObject({ readOnlyHint: true, destructiveHint: false });
  expect(hints("post_message_communication_messages")).toMatchObject({
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: false,
  });
  expect(hints("patch_message")).toMatchObject({ readOnlyHint: false, destructiveHint: true });
  for (const tool of tools) {
    const { title, description } = describeTool(tool);
    expect([title, description].every((text) => (text ?? "").length > 10)).toBe(true);
  }
});
