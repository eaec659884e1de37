import { readFileSync } from "node:fs";
import { z } from "zod";
import { areTooMuch } from "../domain/rich.ts";
import {
  clientScopes,
  defaultRules,
  type DeploymentRules,
  type Organization,
} from "../domain/tenant.ts";
import type { Webhook } from "../domain/webhook.ts";
import { unkeepableFields } from "../plugins/text.ts";
import { attachmentRulesSchema } from "./attachment-rules-schema.ts";
import { flowSchema, languageTag } from "./flow-schema.ts";
import { domainProblem } from "./allowed-domain.ts";
import { idProblems, type PlacedOrganization } from "./tenant-ids.ts";
import type { ProcessEnvironment } from "./variable-kinds.ts";
import { readWebhooks, webhooksSchema } from "./webhooks-schema.ts";

const name = z.string().min(1).max(200);
const domain = name.superRefine((entry, context) => {
  const message = domainProblem(entry);
  if (message !== null) context.addIssue({ code: "custom", message });
});
const rules = z
  .strictObject({
    heartbeatMs: z.int().min(100).max(13_000),
    jwtLifetimeSeconds: z.int().min(1),
    maxBodyLength: z.int().min(1).max(4_000),
    lostStreamGraceSeconds: z.int().min(1),
    waitingGraceSeconds: z.int().min(1),
    agentGoneSeconds: z.int().min(1),
    onAgentGone: z.enum(["queue", "keep", "end"]),
    idleSeconds: z.int().min(1),
    typingResetsIdle: z.boolean(),
    alertingSeconds: z.int().min(1),
    endCloseCode: z.int().refine(isCloseCode, {
      error: "must be a close code that a server may send: 1000–1003, 1007–1014 or 3000–4999",
    }),
    newestSocketWins: z.boolean(),
    acdLeavesFirst: z.boolean(),
    createsPerMinutePerAddress: z.int().min(1),
    createsPerMinute: z.int().min(1),
    statusPerMinutePerAddress: z.int().min(1),
    maxWaiting: z.int().min(0),
    maxCustomFields: z.int().min(0),
    maxCustomFieldLength: z.int().min(1),
    messagesPerMinute: z.int().min(1),
    typingPerMinute: z.int().min(1),
    readsPerMinute: z.int().min(1),
    bytesPerMinute: z.int().min(1),
    missedDays: z.int().min(1).max(3_650),
    attachments: attachmentRulesSchema,
    formatting: z.boolean(),
  })
  .partial();

/** RFC 6455 §7.4: 1004 to 1006 never go over the wire, and 1015 to 2999 are not for us to send. */
function isCloseCode(code: number): boolean {
  if (code >= 3000) return code <= 4999;
  return code >= 1000 && code <= 1014 && (code < 1004 || code > 1006);
}

const organization = z.strictObject({
  id: name,
  name,
  deployments: z
    .array(
      z.strictObject({
        id: name,
        isDisabled: z.boolean().default(false),
        authenticationRequired: z.boolean().default(false),
        allowedDomains: z.array(domain).default([]),
        flow: flowSchema.nullable().default(null),
        rules: rules.default({}),
      }),
    )
    .min(1),
  queues: z
    .array(
      z.strictObject({
        id: name,
        name,
        label: name.nullable().default(null),
        memberUserIds: z.array(name).default([]),
      }),
    )
    .min(1),
  users: z
    .array(
      z.strictObject({
        id: name,
        name,
        email: z.email().nullable().default(null),
        avatarImageUrl: z
          .url({ protocol: /^https$/ })
          .nullable()
          .default(null),
        skills: z.array(name).default([]),
        languages: z.array(name).default([]),
        language: languageTag.nullable().default(null),
        capacity: z.int().min(1).max(100).default(4),
      }),
    )
    .default([]),
  clients: z
    .array(
      z
        .strictObject({
          id: name,
          secret: z.string().min(12),
          userId: name.nullable(),
          name,
          scopes: z.array(z.enum(clientScopes)).exactOptional(),
        })
        .refine(({ userId, scopes = [] }) => userId === null || scopes.length === 0, {
          path: ["scopes"],
          error: "are for clients without a user",
        }),
    )
    .default([]),
  replies: z
    .array(
      z.strictObject({
        id: name,
        shortcut: name,
        text: z.string().min(1),
        choices: z
          .array(
            z.strictObject({
              text: z.string().min(1).max(80),
              payload: z.string().min(1).max(1_000).exactOptional(),
            }),
          )
          .min(1)
          .max(13)
          .refine((choices) => !areTooMuch(choices), { error: "must be at most 16 KB as JSON" })
          .exactOptional(),
      }),
    )
    .default([]),
  wrapupCodes: z.array(z.strictObject({ id: name, name })).default([]),
  webhooks: webhooksSchema,
});

const file = z.strictObject({ organizations: z.array(organization).min(1) });

const idless = z.looseObject({ organizations: z.array(z.unknown()) });

/**
 * Reads the organizations of a configuration file.
 * @param others - organizations beside those of the file, with which they may share no id
 * @param env - has the secrets that the file names
 * @returns the organizations, none when there is a problem; and every problem at once
 */
export function readConfigurationFile(
  path: string,
  others: readonly PlacedOrganization[],
  env: ProcessEnvironment,
): {
  readonly organizations: readonly Organization[];
  readonly problems: readonly string[];
} {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { organizations: [], problems: [`PARLOR_CONFIG: ${path} cannot be read: ${reason}`] };
  }
  const parsed = file.safeParse(document);
  const read = (parsed.data?.organizations ?? []).map((given, at) => ({
    given,
    ...readWebhooks(given.webhooks, `organizations.${at}`, env),
  }));
  const problems = [
    ...idsOf(document, others),
    ...unkeepableFields(document).map(
      (field) => `${field}: U+0000 and halves of surrogate pairs cannot be kept`,
    ),
    ...(parsed.error?.issues ?? []).map(
      (issue) => `${issue.path.join(".") || "the document"}: ${issue.message}`,
    ),
    ...read.flatMap(({ problems: found }) => found),
  ];
  return {
    organizations: read.map(({ given, webhooks }) => organizationOf(given, webhooks)),
    problems: problems.map((problem) => `${path}: ${problem}`),
  };
}

function organizationOf(
  given: z.output<typeof organization>,
  webhooks: readonly Webhook[],
): Organization {
  return {
    ...given,
    webhooks,
    deployments: given.deployments.map((deployment) => ({
      ...deployment,
      rules: withDefaults(deployment.rules),
    })),
  };
}

function withDefaults(given: z.output<typeof rules>): DeploymentRules {
  const { attachments = {}, ...others } = given;
  return {
    ...defaultRules,
    ...known(others),
    attachments: { ...defaultRules.attachments, ...known(attachments) },
  };
}

/** The rules that are given. */
function known(rules: object): object {
  return Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== undefined));
}

/** Problems with ids, found also in a document that the schema refuses, as far as it goes. */
function idsOf(document: unknown, others: readonly PlacedOrganization[]): readonly string[] {
  const list = idless.safeParse(document).data?.organizations ?? [];
  const placed = list.map((organization, at) => ({ path: `organizations.${at}`, organization }));
  return idProblems([...placed, ...others]);
}
