import type { FlowChoice, FlowGreeting, ServiceStatus } from "../../conversation/service-status.ts";
import { ParlorError } from "../../errors.ts";
import type { GuestChatOptions, Ports } from "../../options.ts";
import type { AskStatus } from "../backend.ts";
import { isObject, list, object, text } from "./read-json.ts";
import { refusal } from "./refusal.ts";

/* The request for the state of the service, an addition of Parlor's own server. */

/** Longer greetings are not shown: the panel has no room for them. */
const MAX_GREETINGS = 10;
const MAX_CHOICES = 13;

/** Returns null for a value that holds no text. */
function textOf(value: unknown): FlowGreeting["text"] | null {
  if (typeof value === "string") return value === "" ? null : value;
  const entries = Object.entries(object(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== "",
  );
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function choiceOf(value: unknown): FlowChoice | null {
  const json = object(value);
  const label = textOf(json["text"]);
  if (label === null) return null;
  return {
    text: label,
    payload: text(json["payload"]) || null,
    queue: text(json["queue"]) || null,
  };
}

function greetingOf(value: unknown): FlowGreeting | null {
  const json = object(value);
  const words = textOf(json["text"]);
  if (words === null) return null;
  return { text: words, choices: list(json["choices"], choiceOf).slice(0, MAX_CHOICES) };
}

/** Returns null for an answer that is not the extension's. */
export function decodeStatus(value: unknown): ServiceStatus | null {
  if (!isObject(value)) return null;
  const { isStaffed, isOpen, waiting } = value;
  if (typeof isStaffed !== "boolean" || typeof isOpen !== "boolean") return null;
  return {
    isStaffed,
    isOpen,
    waiting: typeof waiting === "number" && waiting > 0 ? waiting : 0,
    senderName: text(object(value["author"])["name"]),
    greeting: list(value["greeting"], greetingOf).slice(0, MAX_GREETINGS),
    formatting: value["formatting"] === true,
  };
}

/** Asks Parlor's server. @throws ParlorError, also when another server answers */
export const askStatus: AskStatus = async (
  { api, deploymentId, organizationId, routing }: GuestChatOptions,
  { http }: Ports,
  signal,
  noteTime,
) => {
  const query = new URLSearchParams({ organizationId, queue: routing.queue });
  const answer = await http({
    method: "GET",
    url: `${api.replace(/\/$/, "")}/api/v2/parlor/guest/deployments/${encodeURIComponent(deploymentId)}/status?${query}`,
    headers: {},
    signal,
  });
  noteTime(Date.parse(answer.header("date") ?? ""));
  if (answer.status !== 200) throw refusal(answer, true);
  const status = decodeStatus(answer.body);
  if (status === null)
    throw new ParlorError("bad-response", "The answer is not what the extension says");
  return status;
};
