import type { BodyOf } from "parlor-contract/operation-schema";
import type { PageInfo } from "../../../domain/model.ts";
import { ApiError } from "../../../plugins/errors.ts";
import { cutText } from "../../../plugins/text.ts";
import { isObject } from "../../../plugins/signed-data.ts";

type NewChatBody = BodyOf<"postWebchatGuestConversations">;

/** The most that the contract allows for a display name. */
const MAX_NAME = 200;
const MAX_LANGUAGE = 35;
const HOUR_MS = 60 * 60 * 1000;

/**
 * Reads how the page describes itself (`parlor` in the body of a new conversation).
 * @param acceptLanguage - the header, whose first language counts when the page names none
 * @param now - from when a promise counts, by the server's clock
 * @throws ApiError 400 `constraint.validation` for a page whose address is not http or https
 */
export function readPageInfo(
  given: NewChatBody["parlor"],
  acceptLanguage: string | undefined,
  now: number,
): PageInfo {
  const { text = "", withinHours = null } = given?.promise ?? {};
  return {
    fieldLabels: given?.fieldLabels ?? {},
    canShareScreen: given?.capabilities?.screenShare ?? null,
    language: given?.language || firstLanguage(acceptLanguage),
    address: webAddress(given?.page),
    promise:
      text === ""
        ? null
        : { text, dueAt: withinHours === null ? null : now + withinHours * HOUR_MS },
  };
}

function firstLanguage(header = ""): string | null {
  const tag = header.split(/[,;]/)[0]?.trim() ?? "";
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag) && tag.length <= MAX_LANGUAGE ? tag : null;
}

function webAddress(address: string | null | undefined): string | null {
  if (!address) return null;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return address;
  throw new ApiError("constraint.validation", "Invalid: parlor.page", {
    details: [{ errorCode: "constraint.validation", fieldName: "parlor.page" }],
  });
}

/** Makes the display name of the first and the last name, in a body that has none. */
export function fillDisplayName(body: unknown): void {
  const info = isObject(body) ? body["memberInfo"] : undefined;
  if (!isObject(info)) return;
  const { displayName, firstName, lastName } = info;
  if (displayName !== undefined && displayName !== null && displayName !== "") return;
  const isText = (value: unknown): value is string => typeof value === "string";
  const name = [firstName, lastName]
    .filter(isText)
    .map((one) => one.trim())
    .filter(Boolean)
    .join(" ");
  if (name !== "") Object.assign(info, { displayName: cutText(name, MAX_NAME) });
}
