import type { MediaType } from "../../conversation/state.ts";
import { ParlorError } from "../../errors.ts";
import { isObject, list, object, text } from "./decode.ts";

/* The media operations of the contract, loaded when an agent makes a media request. */

export interface WireMediaRequest {
  readonly id: string;
  readonly types: readonly MediaType[];
  readonly state: string;
  readonly communicationId: string;
  readonly securityKey: string;
  /** Milliseconds since 1970; null when the server does not say. */
  readonly expiresAt: number | null;
}

/** Calls the contract on the own conversation. Resolves to the answer's body. */
export type Ask = (
  method: "GET" | "PATCH",
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<unknown>;

function decode(value: unknown): WireMediaRequest | null {
  const json = object(value);
  const id = text(json["id"]);
  if (id === "") return null;
  return {
    id,
    types: list(json["types"], (type) =>
      type === "SCREENSHARE" || type === "COBROWSE" ? type : null,
    ),
    state: text(json["state"]).toUpperCase(),
    communicationId: text(json["communicationId"]),
    securityKey: text(json["securityKey"]),
    expiresAt: Date.parse(text(json["expiresAt"])) || null,
  };
}

const assertDecoded = <Value>(value: Value | null): Value => {
  if (value === null)
    throw new ParlorError("bad-response", "The answer is not what the contract says");
  return value;
};

export async function listMediaRequests(ask: Ask): Promise<readonly WireMediaRequest[]> {
  const answer = await ask("GET", "/mediarequests");
  return assertDecoded(isObject(answer) ? list(answer["entities"], decode) : null);
}

export async function answerMediaRequest(
  ask: Ask,
  { id, types }: WireMediaRequest,
  state: "ACCEPTED" | "DECLINED" | "ERRORED",
): Promise<WireMediaRequest> {
  return assertDecoded(decode(await ask("PATCH", `/mediarequests/${id}`, { types, state })));
}
