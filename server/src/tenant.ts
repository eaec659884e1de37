/** What a tenant is configured with: read from the configuration file, or made by the demo. Validated in `config.ts`. */
export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly deployments: readonly Deployment[];
  readonly queues: readonly Queue[];
  readonly users: readonly User[];
  readonly clients: readonly OAuthClient[];
  readonly replies: readonly SavedReply[];
  readonly wrapupCodes: readonly WrapupCode[];
}

export interface Deployment {
  readonly id: string;
  readonly isDisabled: boolean;
  readonly authenticationRequired: boolean;
  /** Host names (`www.example.com`, `*.example.com`); empty allows every origin. */
  readonly allowedDomains: readonly string[];
  /** The bot that greets before the queue; null routes at once. */
  readonly flow: Flow | null;
  readonly rules: DeploymentRules;
}

/** The contract's §13 choices, each a setting. */
export interface DeploymentRules {
  readonly heartbeatMs: number;
  readonly jwtLifetimeSeconds: number;
  readonly maxBodyLength: number;
  readonly lostStreamGraceSeconds: number;
  readonly idleSeconds: number;
  readonly typingResetsIdle: boolean;
  readonly alertingSeconds: number;
  readonly endCloseCode: number;
  /** Deliver to all sockets of a guest, or close the older ones. */
  readonly newestSocketWins: boolean;
  readonly acdLeavesFirst: boolean;
  /** Creations a minute: by address, and for the whole deployment. */
  readonly createsPerMinutePerAddress: number;
  readonly createsPerMinute: number;
  readonly maxCustomFields: number;
  readonly maxCustomFieldLength: number;
}

export interface Flow {
  readonly name: string;
  /** Messages of the bot; `{guest.name}`, `{queue.name}` and `{organization.name}` are filled in. */
  readonly greeting: readonly string[];
}

export interface Queue {
  readonly id: string;
  readonly name: string;
  readonly skills?: readonly string[];
  readonly memberUserIds: readonly string[];
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly avatarImageUrl: string | null;
  readonly skills: readonly string[];
  readonly languages: readonly string[];
  readonly capacity: number;
}

/** A client-credentials client; it acts as one user. */
export interface OAuthClient {
  readonly id: string;
  readonly secret: string;
  readonly userId: string;
  readonly name: string;
}

export interface SavedReply {
  readonly id: string;
  readonly shortcut: string;
  readonly text: string;
}

export interface WrapupCode {
  readonly id: string;
  readonly name: string;
}
