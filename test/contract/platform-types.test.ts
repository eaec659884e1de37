import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/* The fields that the platform client's own types require are in every reply of the server. */

const required = (name: string, version: string): readonly string[] => {
  const path = `../../node_modules/purecloud-platform-client-v2${version}/index.d.ts`;
  const types = readFileSync(new URL(path, import.meta.url), "utf8");
  const [, body] = new RegExp(
    `export interface ${name} \\{([^}]*(?:\\{[^}]*\\}[^}]*)*?)\\n\\t\\}`,
  ).exec(types) ?? ["", null];
  if (body === null || body === undefined) throw new Error(`No type ${name}`);
  return [...body.matchAll(/"(\w+)": /g)].map(([, field = ""]) => field);
};

interface Schema {
  readonly required?: readonly string[];
}
const { components } = JSON.parse(
  readFileSync(new URL("../../docs/contracts/parlor.openapi.json", import.meta.url), "utf8"),
) as { components: { schemas: Readonly<Record<string, Schema>> } };

/** Our schemas, with the types that stand for them in the vendor's client. */
const types: readonly (readonly [schema: string, type: string])[] = [
  ["MessageConversation", "MessageConversation"],
  ["MessageConversations", "MessageConversationEntityListing"],
  ["MessageParticipant", "MessageMediaParticipant"],
  ["MessageDetails", "MessageDetails"],
  ["MessageAddress", "Address"],
  ["MessageData", "MessageData"],
  ["MessageDataList", "TextMessageListing"],
  ["NormalizedMessage", "ConversationNormalizedMessage"],
  ["GenericConversation", "Conversation"],
  ["GenericConversations", "ConversationEntityListing"],
  ["RecentTransfer", "TransferResponse"],
  ["Wrapup", "AssignedWrapupCode"],
  ["MediaUpload", "MessageMediaUploadData"],
  ["MessageMedia", "MessageMediaData"],
  ["MessageMediaList", "MessageMediaListing"],
  ["RoutingName", "RoutingSkill"],
  ["RoutingName", "Language"],
  ["RoutingSkills", "SkillEntityListing"],
  ["RoutingLanguages", "LanguageEntityListing"],
];

test.each(types)("%s has what the type %s requires, in both versions", (schema, type) => {
  const ours = components.schemas[schema]?.required ?? [];
  for (const version of ["", "-262"])
    expect(ours).toEqual(expect.arrayContaining([...required(type, version)]));
});

test("the types are read, with their required fields", () => {
  expect(required("MessageData", "-262")).toEqual(["timestamp", "status"]);
  expect(required("Conversation", "-262")).toEqual(["startTime", "participants"]);
});
