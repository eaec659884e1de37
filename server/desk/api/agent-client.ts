/**
 * An error response of the agent API. Status 401 signs the agent out, unless the token was replaced
 * meanwhile.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  /** The call was made with a token that has been replaced meanwhile. */
  readonly isOfOldToken: boolean;

  constructor(status: number, code: string, message: string, isOfOldToken = false) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.isOfOldToken = isOfOldToken;
  }
}

export interface Participant {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly name?: string;
  readonly user?: { readonly id: string };
  readonly connectedTime?: string;
  readonly endTime?: string;
  readonly disconnectType?: string;
  readonly wrapup?: { readonly code: string; readonly provisional?: boolean };
  readonly wrapupSkipped?: boolean;
}

export interface MediaView {
  readonly id: string;
  readonly participants: readonly Participant[];
}

export interface Listing {
  readonly id: string;
  readonly guest: {
    readonly memberId: string;
    readonly name: string;
    /** The site has vouched for it. */
    readonly isNameVerified: boolean;
  };
  readonly queue: { readonly id: string; readonly name: string };
  readonly subject: string | null;
}

export interface Waiting extends Listing {
  readonly waitingSince: string;
  readonly lastText: string | null;
}

export interface Earlier extends Listing {
  readonly endedAt: string;
  readonly wrapup: { readonly name?: string } | null;
}

export interface Details extends Omit<Listing, "guest"> {
  readonly guest: {
    readonly memberId: string;
    readonly name: string;
    readonly email: string | null;
    readonly phoneNumber: string | null;
    readonly customFields: Readonly<Record<string, string>>;
    /** Who the guest is to the site that vouched for it. */
    readonly externalId: string | null;
    /** The fields that the site vouched for: `displayName`, `customFields.tier`. */
    readonly verifiedFields: readonly string[];
  };
  readonly language: string | null;
  readonly transferNote: string | null;
  readonly mediaRequests: readonly { readonly id: string; readonly state: string }[];
}

export interface DeskMessage {
  readonly id: string;
  readonly sender: {
    readonly id: string;
    readonly displayName?: string;
    readonly role?: string;
    readonly userId?: string;
  };
  readonly body: string;
  readonly bodyType: string;
  readonly timestamp: string;
}

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly organization?: { readonly id: string };
  readonly parlor: { readonly status: string; readonly capacity: number };
}

const KEY = "parlor:desk:token";

export const storedToken = (): string | null => sessionStorage.getItem(KEY);

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

/** Exchanges a client's id and secret for a token of 12 hours. @throws ApiProblem */
export async function signIn(id: string, secret: string): Promise<void> {
  const reply = await fetch("/oauth/token", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: id,
      client_secret: secret,
    }),
  });
  const body = (await reply.json()) as {
    access_token?: string;
    error?: string;
    error_description?: string;
  };
  if (body.access_token === undefined)
    throw new ApiProblem(
      reply.status,
      body.error ?? "",
      body.error_description ?? "Sign-in failed",
    );
  sessionStorage.setItem(KEY, body.access_token);
}

/** A reply that is no JSON comes from something between this page and the server. */
function parse(text: string, reply: Response): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch (error) {
    if (reply.ok) throw error;
    return undefined;
  }
}

/**
 * Answers undefined for an empty reply.
 * @param signal - default: none, the browser's own limit
 * @throws ApiProblem for a refusal; TypeError or SyntaxError when no answer came that can be read
 */
export async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const token = storedToken();
  const reply = await fetch(path, {
    method,
    signal,
    headers: {
      authorization: `Bearer ${token ?? ""}`,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = parse(await reply.text(), reply);
  if (reply.ok) return json;
  const { code = "", message = "" } = (json ?? {}) as { code?: string; message?: string };
  throw new ApiProblem(reply.status, code, message, token !== storedToken());
}

export const chatPath = (id: string): string => `/api/v2/conversations/chats/${id}`;
