import type { OptionRow } from "./option-row.ts";
import {
  isText,
  isObject,
  isFunction,
  matches,
  has,
  isLocalized,
  onOrOff,
  text,
  object,
  SPANS,
  HOLIDAY,
  DAY,
  isTimeZone,
  isField,
  mayBeLocalized,
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
    validate: [
      has(({ queue, label }) => isText(queue) && mayBeLocalized(label)),
      "{ queue: a queue's name, label?: a text, or one for each language: { en: …, fr: … } }",
    ],
    doc: "`{ queue, skills?, language?, priority?, label? }`; `label` is the team's name for visitors, [in one language or several](#texts-in-several-languages): `the bookings team`",
  },
  backend: {
    type: "text",
    default: undefined,
    attribute: "backend",
    validate: [matches(/^(guest-chat|web-messaging)$/), "guest-chat or web-messaging"],
    doc: "`guest-chat` or `web-messaging`: the protocol. With the second the browser talks to Genesys Cloud itself, without a server of yours; `organizationId` and `routing` are not wanted then. A module says `webMessaging({ region })`, imported from `parlor/web-messaging`. See [From Genesys Messenger to Parlor](recipes.md#from-genesys-messenger-to-parlor)",
    unset: "`guest-chat`",
  },
  region: {
    type: "text",
    default: undefined,
    attribute: "region",
    validate: [matches(/^[a-z\d-]+(\.[a-z\d-]+)+$/), "the domain of a region: mypurecloud.de"],
    doc: "with `web-messaging`: the domain of the region that the deployment is in, such as `mypurecloud.de` or `euw2.pure.cloud`",
    unset: "required with `web-messaging`, unless there is an `endpoint`",
  },
  endpoint: {
    type: "text",
    default: undefined,
    attribute: "endpoint",
    validate: [matches(/^https?:\/\/[^/]+\/?$/), "an origin: http://127.0.0.1:9140"],
    doc: "with `web-messaging`: one origin in place of a region, for a proxy or for the emulator (`npm run emulate`)",
    unset: "that of the region",
  },
  application: {
    type: "text",
    default: undefined,
    attribute: "application",
    validate: text,
    doc: "with `web-messaging`: name and version of your application, which the service notes",
    unset: "`parlor`",
  },
  getAuthCode: {
    type: "function",
    default: null,
    attribute: null,
    validate: [isFunction, "a function"],
    doc: "with `web-messaging`: async function that gives a code of your identity provider, `{ code, redirectUri, codeVerifier?, nonce?, maxAge?, iss? }`, or its `{ idToken, nonce }`; a conversation that begins is that person's. See [Signed-in visitors](web-messaging.md#signed-in-visitors)",
    unset: "none, visitors are guests",
  },
  startOn: {
    type: "text",
    default: "message",
    attribute: "startOn",
    validate: [matches(/^(message|open)$/), "message or open"],
    doc: "`message` or `open`: a conversation begins with the guest's first message (or chosen answer, or submitted form), or as soon as the panel is opened; see [Before a conversation](#before-a-conversation)",
  },
  leaveMessage: {
    type: "boolean",
    default: true,
    attribute: "leaveMessage",
    validate: [
      (value) =>
        onOrOff[0](value) ||
        has(
          ({ promise, withinHours }) =>
            (promise === undefined || isLocalized(promise)) &&
            (withinHours === undefined || (Number(withinHours) > 0 && Number(withinHours) <= 8760)),
        )(value),
      "true, false or { promise?: a text, or texts by language, withinHours?: a number of hours }",
    ],
    doc: 'true, false or `{ promise?, withinHours? }`: with `startOn: "message"`, while nobody can answer, the panel takes a message and an e-mail address or number (with the server of Parlor only). `promise` says by when it is answered: `by tomorrow noon`, or one text for each language (`{ en: …, de: … }`); `withinHours` is the same for the agents\' list, which is sorted by it',
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
  keepEnded: {
    type: "boolean",
    default: true,
    attribute: "keepEnded",
    validate: onOrOff,
    doc: "true or false: whether a conversation that has ended can be read, rated and taken along on the next page, until another one begins or its token ends; it is read from the server, and none of its text is stored",
  },
  attachments: {
    type: "boolean",
    default: true,
    attribute: "attachments",
    validate: onOrOff,
    doc: "true or false: whether the visitor can attach files, on a server that takes them; files that come are shown in any case",
  },
  company: {
    type: "text",
    default: "",
    attribute: "company",
    validate: text,
    doc: "text",
    unset: "none: the heading is the launcher's name",
  },
  preChat: {
    type: "object",
    default: null,
    attribute: null,
    validate: [
      has(({ fields }) => Array.isArray(fields) && fields.every(isField)),
      "{ fields: a list of { name, type } }, a select with its options, a pattern (a valid one, without an endless repeat in another) with its patternMessage; texts may be one for each language: { en: …, fr: … }",
    ],
    doc: "`{ fields, privacyUrl?, replyMinutes? }`, asked before the chat starts; a field is `{ name, type, label?, required?, options?, value?, message?, pattern?, patternMessage? }` with type `text`, `email`, `phone`, `select`, `textarea`, `checkbox` or `hidden`. A checkbox is required only with `required: true`. `displayName`, `firstName`, `lastName`, `email` and `phoneNumber` become the guest's own fields, the rest custom fields. [Pre-chat fields](#pre-chat-fields) says what is accepted and what is sent",
    unset: "none, nothing is asked",
  },
  greeting: {
    type: "object",
    default: null,
    attribute: null,
    validate: [
      has(({ text: words }) => isLocalized(words)),
      "{ text: a sentence, or one for each language: { en: …, fr: … } }",
    ],
    doc: "`{ text, names?, afterSeconds?, afterScroll?, path? }`: a greeting beside the launcher, [in one language or several](#texts-in-several-languages), within the opening hours, after 20 s on a page or as far down as `afterScroll` (0 to 1), where `path` (a regular expression) matches; in an app it follows the address (a browser without the Navigation API hears of it with `update({})`); once per visit, never on a phone, dismissed for 7 days",
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
    validate: [
      has(({ person }) => mayBeLocalized(person)),
      "{ person?: a text, or one for each language: { en: …, fr: … }, phone?, email? }",
    ],
    doc: "`{ person?, phone?, email? }`: one line with other ways to reach a person, in the same place on every screen",
    unset: "no line",
  },
} satisfies Readonly<Record<string, OptionRow>>;
