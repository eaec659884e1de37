import { randomBytes } from "node:crypto";
import { defaultRules, type Organization } from "./domain/tenant.ts";
import type { SettingStore } from "./service/store.ts";

/**
 * The body of `GET /demo.json`, for scripts and the demo page. Available on loopback only, unless
 * `PARLOR_DEMO` is `anywhere`.
 */
export interface DemoDocument {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly clients: readonly {
    readonly id: string;
    readonly secret: string;
    readonly userId: string;
    readonly name: string;
  }[];
}

const NOOR = "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9c01";
const TOMAS = "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9c02";

const users = [
  { id: NOOR, name: "Noor Haddad", languages: ["English", "Arabic"] },
  { id: TOMAS, name: "Tomás Brandt", languages: ["English", "German"] },
];

const deployments: Organization["deployments"] = [
  {
    id: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
    isDisabled: false,
    authenticationRequired: false,
    allowedDomains: [],
    flow: {
      name: "Bell",
      greeting: [
        {
          text: "Hello, I’m Bell, Lantern Line’s automated assistant. What is it about?",
          choices: [
            { text: "Change a booking", payload: "Change a booking" },
            { text: "Lost property", payload: "Lost property", queue: "Lost property" },
          ],
        },
      ],
    },
    rules: {
      ...defaultRules,
      createsPerMinutePerAddress: 60,
      createsPerMinute: 600,
      statusPerMinutePerAddress: 600,
      attachments: { ...defaultRules.attachments, enabled: true },
    },
  },
];

const queues: Organization["queues"] = [
  {
    id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9d01",
    name: "Bookings",
    memberUserIds: [NOOR, TOMAS],
  },
  {
    id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9d02",
    name: "Lost property",
    memberUserIds: [NOOR, TOMAS],
  },
];

const replies: Organization["replies"] = [
  {
    id: "welcome",
    shortcut: "welcome",
    text: "Hello {guest.name}, {agent.name} here. How can I help?",
  },
  {
    id: "reference",
    shortcut: "reference",
    text: "Could you send me your booking reference? It starts with LL.",
  },
  { id: "moment", shortcut: "moment", text: "One moment, {guest.name}, I’ll look that up." },
  {
    id: "bike",
    shortcut: "bike",
    text: "Bikes travel in the rear van. A bike space costs 12 euros a night.",
  },
  {
    id: "train",
    shortcut: "train",
    text: "On which train do you travel, {guest.name}?",
    choices: [
      { text: "Lyon to Trieste" },
      { text: "Paris to Vienna" },
      { text: "Malmö to Berlin" },
    ],
  },
  {
    id: "goodbye",
    shortcut: "goodbye",
    text: "Thank you for travelling with us, {guest.name}. Good night!",
  },
];

const wrapupCodes: Organization["wrapupCodes"] = [
  { id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9f01", name: "Solved" },
  { id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9f02", name: "Follow-up needed" },
  { id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9f03", name: "Passed on" },
  { id: "b0c1a7de-5a0f-4c1e-9a67-0d3f0a5b9f04", name: "Not a real guest" },
];

const clientIdOf = (userId: string): string => userId.replace(/9c0(\d)$/, "9e0$1");

/** The demo tenant as far as it is always the same: everything but its secrets. */
export const demoOutline = {
  id: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
  name: "Lantern Line",
  deployments,
  queues,
  replies,
  wrapupCodes,
  users,
  clients: users.map(({ id }) => ({ id: clientIdOf(id) })),
};

/**
 * Creates the demo tenant. Its ids are fixed, so that the demo page's snippet can contain them; its
 * secrets are generated once and stored.
 */
export async function demoOrganization(store: SettingStore): Promise<Organization> {
  const secretOf = async (userId: string): Promise<string> => {
    const name = `demo-secret:${userId}`;
    const kept = await store.setting(name);
    if (kept !== null) return kept;
    const made = randomBytes(24).toString("base64url");
    await store.setSetting(name, made);
    return made;
  };
  return {
    ...demoOutline,
    users: users.map((user) => ({
      ...user,
      email: null,
      avatarImageUrl: null,
      skills: [],
      capacity: 4,
    })),
    clients: await Promise.all(
      users.map(async ({ id, name }) => ({
        id: clientIdOf(id),
        secret: await secretOf(id),
        userId: id,
        name,
      })),
    ),
    replies,
    wrapupCodes,
    webhooks: [],
  };
}

export function demoDocument(organization: Organization): DemoDocument {
  const [deployment] = organization.deployments;
  return {
    organizationId: organization.id,
    deploymentId: deployment?.id ?? "",
    queues: organization.queues.map(({ id, name }) => ({ id, name })),
    clients: organization.clients.flatMap(({ id, secret, userId, name }) =>
      userId === null ? [] : [{ id, secret, userId, name }],
    ),
  };
}
