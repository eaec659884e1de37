import { z } from "zod";
import { publicEventTypes, type Webhook } from "../domain/webhook.ts";
import { webhookUrlProblem } from "../domain/webhook-address.ts";
import type { ProcessEnvironment } from "./variable-kinds.ts";

/* The webhooks of an organization, as the configuration file has them. */

const MIN_SECRET_LENGTH = 24;
const MAX_WEBHOOKS = 20;

const variable = z.strictObject({ env: z.string().min(1).max(200) });

const webhook = z.strictObject({
  url: z
    .string()
    .max(2_000)
    .superRefine((url, context) => {
      const message = webhookUrlProblem(url);
      if (message !== null) context.addIssue({ code: "custom", message });
    }),
  secret: z.union([variable, z.array(variable).min(1).max(2)], {
    error: 'must be { "env": NAME }, or a list of one or two of these',
  }),
  events: z.array(z.enum(publicEventTypes)).min(1),
  allowPrivateAddresses: z.boolean().default(false),
});

export const webhooksSchema = z.array(webhook).max(MAX_WEBHOOKS).default([]);

/**
 * Reads the secrets of webhooks from the environment.
 * @param path - of the organization, for problems
 */
export function readWebhooks(
  given: z.output<typeof webhooksSchema>,
  path: string,
  env: ProcessEnvironment,
): { readonly webhooks: readonly Webhook[]; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const webhooks = given.map(({ secret, ...webhook }, at) => {
    const place = `${path}.webhooks.${at}`;
    const first = given.findIndex(({ url }) => new URL(url).href === new URL(webhook.url).href);
    if (first < at) problems.push(`${place}.url: webhooks.${first} has the same address`);
    const isList = Array.isArray(secret);
    const secrets = (isList ? secret : [secret]).map(({ env: name }, index) => {
      const value = env[name] ?? "";
      const field = `${place}.secret${isList ? `.${index}` : ""}.env`;
      if (value === "") problems.push(`${field}: the variable ${name} is not set`);
      else if (value.length < MIN_SECRET_LENGTH)
        problems.push(`${field}: ${name} must have ${MIN_SECRET_LENGTH} characters or more`);
      return value;
    });
    return { ...webhook, secrets };
  });
  return { webhooks, problems };
}
