/** Options that an attribute can express as text; the rest are objects and functions. */
export const textOptions = [
  "api",
  "organizationId",
  "deploymentId",
  "storage",
  "company",
  "launcher",
  "icon",
  "position",
  "locale",
  "idleMinutes",
  "sound",
  "notifications",
  "announcements",
  "enterSends",
  "typeAnywhere",
  "sensitiveData",
  "theme",
  "accent",
  "headingLevel",
  "email",
] as const;

/** The parts of the routing: one attribute for each. */
export const routingOptions = ["queue", "skills", "language", "priority"] as const;

/** `organizationId` → `organization-id`. */
export const attributeOf = (option: string): string =>
  option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
