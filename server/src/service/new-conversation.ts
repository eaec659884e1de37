import type { PageInfo } from "../domain/model.ts";

/** A guest's request for a new conversation, already checked against the contract. */
export interface NewConversation {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly queueId: string;
  readonly skills: readonly string[];
  readonly language: string | null;
  readonly priority: number;
  readonly guest: {
    readonly displayName: string;
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
    readonly phoneNumber: string | null;
    readonly avatarImageUrl: string | null;
    readonly customFields: Readonly<Record<string, string>>;
    readonly externalId: string | null;
    /** The fields that a `memberAuthToken` vouched for; null without a token. */
    readonly verifiedFields: readonly string[] | null;
  };
  readonly attributes: Readonly<Record<string, string>>;
  readonly pageInfo: PageInfo;
}
