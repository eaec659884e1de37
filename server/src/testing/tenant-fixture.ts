import type { NewConversation } from "../service/new-conversation.ts";
import type { DeploymentRules, Organization } from "../domain/tenant.ts";
import type { PageInfo } from "../domain/model.ts";
import { defaultRules } from "../domain/tenant.ts";

export const testRules: DeploymentRules = defaultRules;

/** A deployment for guests whom the site vouches for. */
export const MEMBERS_ONLY = "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f036";

/** A small tenant for tests: two queues, two agents in both, and the site's back end. */
export const lanternLine: Organization = {
  id: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
  name: "Lantern Line",
  deployments: [
    {
      id: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
      isDisabled: false,
      authenticationRequired: false,
      allowedDomains: [],
      flow: {
        name: "Bell",
        greeting: [
          {
            text: "Hello {guest.name}, I’m Bell. I’ve passed your question to the {queue.name} team.",
          },
        ],
      },
      rules: testRules,
    },
    {
      id: MEMBERS_ONLY,
      isDisabled: false,
      authenticationRequired: true,
      allowedDomains: [],
      flow: null,
      rules: testRules,
    },
  ],
  queues: [
    { id: "q-bookings", name: "Bookings", memberUserIds: ["u-noor", "u-tomas"] },
    { id: "q-lost", name: "Lost property", memberUserIds: ["u-noor", "u-tomas"] },
  ],
  users: [
    {
      id: "u-noor",
      name: "Noor Haddad",
      email: null,
      avatarImageUrl: null,
      skills: ["Refunds"],
      languages: ["English"],
      capacity: 4,
    },
    {
      id: "u-tomas",
      name: "Tomás Brandt",
      email: null,
      avatarImageUrl: null,
      skills: [],
      languages: ["English", "German"],
      capacity: 4,
    },
  ],
  clients: [
    { id: "c-noor", secret: "noor-secret-noor", userId: "u-noor", name: "Noor Haddad" },
    { id: "c-tomas", secret: "tomas-secret-tomas", userId: "u-tomas", name: "Tomás Brandt" },
    { id: "c-site", secret: "site-secret-site", userId: null, name: "The site's back end" },
  ],
  replies: [{ id: "r-1", shortcut: "hello", text: "Hello {guest.name}, {agent.name} here." }],
  wrapupCodes: [
    { id: "w-solved", name: "Solved" },
    { id: "w-follow-up", name: "Follow-up needed" },
  ],
  webhooks: [],
};

/** A page that said nothing about itself. */
export const silentPage: PageInfo = {
  fieldLabels: {},
  canShareScreen: null,
  language: null,
  address: null,
  promise: null,
};

export function newChat(change: Partial<NewConversation> = {}): NewConversation {
  return {
    organizationId: lanternLine.id,
    deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
    queueId: "q-bookings",
    skills: [],
    language: null,
    priority: 0,
    guest: {
      displayName: "Mara",
      firstName: null,
      lastName: null,
      email: null,
      phoneNumber: null,
      avatarImageUrl: null,
      customFields: {},
      externalId: null,
      verifiedFields: null,
    },
    attributes: {},
    pageInfo: silentPage,
    ...change,
  };
}
