import { ParlorError } from "../../errors.ts";
import type { IncomingMediaRequest, MediaCalls } from "../backend.ts";
import { isObject, list, object, text, wordIn } from "./read-json.ts";

/* The media operations of the contract, loaded when an agent makes a media request. */

/** Calls the contract on the own conversation. Resolves to the answer's body. */
export type Ask = (
  method: "GET" | "PATCH",
  path: string,
  body: unknown,
  signal: AbortSignal,
) => Promise<unknown>;

const states: Readonly<Record<string, IncomingMediaRequest["state"]>> = {
  PENDING: "pending",
  ACCEPTED: "accepted",
  DECLINED: "declined",
  TIMEDOUT: "timedout",
  CANCELLED: "cancelled",
  ERRORED: "failed",
};
const answers = { accepted: "ACCEPTED", declined: "DECLINED", failed: "ERRORED" } as const;

function decode(value: unknown): IncomingMediaRequest | null {
  const json = object(value);
  const id = text(json["id"]);
  if (id === "") return null;
  return {
    id,
    types: list(json["types"], (type) =>
      type === "SCREENSHARE" || type === "COBROWSE" ? type : null,
    ),
    state: wordIn(states, text(json["state"]).toUpperCase()) ?? "cancelled",
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

/** @param extend - the call of the extension `media-extend`; undefined if the server lacks it */
export const createMediaCalls = (ask: Ask, extend: MediaCalls["extend"]): MediaCalls => ({
  async list(signal) {
    const answer = await ask("GET", "/mediarequests", undefined, signal);
    return assertDecoded(isObject(answer) ? list(answer["entities"], decode) : null);
  },
  async answer({ id, types }, answer, signal) {
    const body = { types, state: answers[answer] };
    return assertDecoded(decode(await ask("PATCH", `/mediarequests/${id}`, body, signal)));
  },
  ...(extend !== undefined && { extend }),
});
