import type { OptionRow } from "./option-row.ts";
import {
  isText,
  isObject,
  isFunction,
  matches,
  has,
  text,
  object,
  SPANS,
  HOLIDAY,
  DAY,
  isTimeZone,
  isField,
} from "./rules.ts";

/** The options of the conversation and of what comes before it. */
export const conversationOptions = {
  api: {
    type: "text",
    default: undefined,
    attribute: "api",
    validate: [matches(/^https?:\/\/[^/]+/), "an http(s) address"],
    doc: "text, http(s) address",
    unset: "the address of `parlor.js`, without the file's name",
  },
  organizationId: {
    type: "text",
    default: undefined,
    attribute: "organizationId",
    validate: text,
    doc: "text",
  },
  deploymentId: {
    type: "text",
    default: undefined,
    attribute: "deploymentId",
    validate: text,
    doc: "text",
  },
  routing: {
    type: "object",
    default: undefined,
    attribute: ["queue", "skills", "language", "priority"],
    validate: [has(({ queue }) => isText(queue)), "{ queue: a queue's name }"],
    doc: "`{ queue, skills?, language?, priority? }`",
  },
  profile: {
    type: "object",
    default: {},
    attribute: null,
    validate: object,
    doc: "the guest's `displayName`, `firstName`, `lastName`, `email`, `phoneNumber`, `avatarImageUrl`, `customFields`",
    unset: "`{}`",
  },
  journeyContext: {
    type: "object",
    default: null,
    attribute: null,
    validate: object,
    doc: "the contract's `JourneyContext`",
    unset: "none",
  },
  getMemberAuthToken: {
    type: "function",
    default: null,
    attribute: null,
    validate: [isFunction, "a function"],
    doc: "async function, called right before every create call; its result is sent as `memberAuthToken`",
    unset: "none, the guest is anonymous",
  },
  storage: {
    type: "text",
    default: "local",
    attribute: "storage",
    validate: [matches(/^(local|session|memory)$/), "local, session or memory"],
    doc: "`local`, `session` or `memory`",
  },
  company: {
    type: "text",
    default: undefined,
    attribute: "company",
    validate: text,
    doc: "text",
    unset: "the page's host name",
  },
  preChat: {
    type: "object",
    default: null,
    attribute: null,
    validate: [
      has(({ fields }) => Array.isArray(fields) && fields.every(isField)),
      "{ fields: a list of { name, type } }, a select with its options, a pattern (a valid one) with its patternMessage",
    ],
    doc: "`{ fields, privacyUrl?, replyMinutes? }`, asked before the chat starts; a field is `{ name, type, label?, required?, options?, value?, message?, pattern?, patternMessage? }` with type `text`, `email`, `phone`, `select`, `textarea`, `checkbox` or `hidden`. `displayName`, `firstName`, `lastName`, `email` and `phoneNumber` become the guest's own fields, the rest custom fields. [Pre-chat fields](#pre-chat-fields) says what is accepted and what is sent",
    unset: "none, nothing is asked",
  },
  greeting: {
    type: "object",
    default: null,
    attribute: null,
    validate: [has(({ text: words }) => isText(words)), "{ text: a sentence }"],
    doc: "`{ text, names?, until?, afterSeconds?, afterScroll?, path? }`: a greeting beside the launcher, after 20 s on a page or as far down as `afterScroll` (0 to 1), where `path` (a regular expression) matches; in an app it follows the address (a browser without the Navigation API hears of it with `update({})`); once per visit, never on a phone, dismissed for 7 days",
    unset: "none comes",
  },
  hours: {
    type: "object",
    default: null,
    attribute: null,
    validate: [
      has(
        ({ timeZone, week, holidays = [] }) =>
          isTimeZone(timeZone) &&
          isObject(week) &&
          Object.entries(week).every(([day, spans]) => DAY.test(day) && matches(SPANS)(spans)) &&
          Array.isArray(holidays) &&
          holidays.every(matches(HOLIDAY)),
      ),
      '{ timeZone: "Europe/Stockholm", week: { mon: "08:00-20:00" }, holidays?: ["2026-12-24"] }',
    ],
    doc: '`{ timeZone, week: { mon: "08:00-20:00", … }, holidays? }`: outside these hours the panel says when somebody is there, in the visitor\'s time zone. Several spans of a day stand with commas; a holiday is a day (`2026-12-24`), or a day with hours of its own (`2026-12-31 08:00-12:00`)',
    unset: "always open",
  },
  help: {
    type: "object",
    default: null,
    attribute: null,
    validate: object,
    doc: "`{ person?, phone?, email? }`: one line with other ways to reach a person, in the same place on every screen",
    unset: "no line",
  },
} satisfies Readonly<Record<string, OptionRow>>;
