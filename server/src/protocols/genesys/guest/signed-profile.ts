import { isObject, type Data } from "../../../plugins/signed-data.ts";
import { cutText, refuseFields, unkeepableFields } from "../../../plugins/text.ts";

/** The most UTF-16 units that a guest's own fields may have. */
export const profileLimits = {
  displayName: 200,
  firstName: 200,
  lastName: 200,
  email: 320,
  phoneNumber: 100,
  avatarImageUrl: 2_000,
} as const;

/** The longest name of a custom field. */
export const MAX_FIELD_NAME = 64;
const MAX_EXTERNAL_ID = 200;
const MAX_PRIORITY = 1_000_000;

type ProfileField = keyof typeof profileLimits;

/** The guest data that an organization has signed, in the fields of a guest's member. */
export interface SignedProfile {
  /** Who the guest is to the organization: the signed `sub`. */
  readonly externalId: string | null;
  readonly person: Readonly<Partial<Record<ProfileField, string>>>;
  readonly customFields: Readonly<Record<string, string>>;
  /**
   * The guest's rank in the waiting queue: the signed `routingPriority`; null leaves it to the
   * browser.
   */
  readonly priority: number | null;
  /** The names of all that was signed: `email`, `customFields.tier`. */
  readonly fields: readonly string[];
}

const isProfileField = (name: string): name is ProfileField => Object.hasOwn(profileLimits, name);

/** A custom field's text; null for an empty field. */
function textOf(value: unknown): string | null {
  if (value === null || value === "") return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === "https:";
}

const isPriority = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_PRIORITY;

/**
 * Reads the guest from signed data: `sub`, `routingPriority`, the fields of a guest's profile, and
 * everything else as custom fields.
 * @throws ApiError 400 `invalid.value` naming each field that a guest cannot have
 */
export function readSignedProfile(data: Data): SignedProfile {
  const wrong = unkeepableFields(data);
  const person: Partial<Record<ProfileField, string>> = {};
  const custom: [string, string][] = [];
  let externalId: string | null = null;
  let priority: number | null = null;

  const text = (name: string, value: unknown, most: number): string | null => {
    if (value === null || value === "") return null;
    if (typeof value === "string" && value.length <= most) return value;
    wrong.push(name);
    return null;
  };
  const addCustom = (name: string, value: unknown): void => {
    if (name.length > MAX_FIELD_NAME) wrong.push(cutText(name, MAX_FIELD_NAME));
    const given = textOf(value);
    if (given !== null) custom.push([name, given]);
  };

  for (const [name, value] of Object.entries(data)) {
    if (name === "sub") externalId = text(name, value, MAX_EXTERNAL_ID);
    else if (name === "routingPriority") {
      if (isPriority(value)) priority = value;
      else if (value !== null) wrong.push(name);
    } else if (isProfileField(name)) {
      const given = text(name, value, profileLimits[name]);
      if (given === null) continue;
      if (name === "avatarImageUrl" && !isHttps(given)) wrong.push(name);
      else person[name] = given;
    } else if (name !== "customFields") addCustom(name, value);
    else if (isObject(value)) for (const entry of Object.entries(value)) addCustom(...entry);
    else if (value !== null) wrong.push(name);
  }
  refuseFields(wrong);
  // A signed name must not be shown below a display name that the browser made up.
  const fullName = [person.firstName, person.lastName].filter(Boolean).join(" ");
  const displayName = person.displayName ?? cutText(fullName, profileLimits.displayName);
  if (displayName !== "") person.displayName = displayName;
  const customFields = Object.fromEntries(custom);
  return {
    externalId,
    person,
    customFields,
    priority,
    fields: [
      ...Object.keys(person),
      ...Object.keys(customFields).map((name) => `customFields.${name}`),
    ],
  };
}
