import { foldCase } from "../domain/fold-case.ts";

/** An organization, known or not to be one, and where it stands: `organizations.0`. */
export interface PlacedOrganization {
  readonly path: string;
  readonly organization: unknown;
}

/** One entry of one organization. */
interface Entry {
  readonly id: string | null;
  readonly name: string | null;
  /** For people: `organizations.0.queues.1 (Lantern Line)`. */
  readonly place: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const kinds = ["deployments", "queues", "users", "replies", "wrapupCodes"] as const;

/**
 * Finds ids and names that occur twice where they must be unique, and references without a target.
 * A value that is not an organization is left to the schema, so that all problems can be reported
 * at once.
 */
export function idProblems(organizations: readonly PlacedOrganization[]): string[] {
  const all = organizations.map(({ path, organization }) => ({
    entry: entryOf(path, organization, textOf(fieldsOf(organization), "name")),
    path,
    organization,
  }));
  return [
    ...twice(
      "organization id",
      all.map(({ entry }) => entry),
    ),
    ...all.flatMap((one) => problemsWithin(one.path, one.organization)),
    // A client is looked for by its id alone when it signs in.
    ...twice(
      "client id",
      all.flatMap(({ path, organization }) => entriesOf(path, organization, "clients")),
    ),
  ];
}

function problemsWithin(path: string, organization: unknown): string[] {
  const queues = entriesOf(path, organization, "queues");
  return [
    ...kinds.flatMap((kind) => twice("id", entriesOf(path, organization, kind))),
    // Guests name a queue by its name, in any case.
    ...twice("queue name", queues, ({ name }) => (name == null ? null : foldCase(name))),
    ...dangling(path, organization, queues),
    ...danglingChoices(path, organization, queues),
  ];
}

function dangling(path: string, organization: unknown, queues: readonly Entry[]): string[] {
  const users = new Set(entriesOf(path, organization, "users").map(({ id }) => id));
  const isUnknown = (id: unknown): boolean => typeof id === "string" && !users.has(id);
  return [
    ...queues.flatMap(({ name, place, fields }) =>
      listOf(fields, "memberUserIds")
        .filter(isUnknown)
        .map((id) => `queue "${name ?? ""}": no user has the id "${String(id)}" (${place})`),
    ),
    ...entriesOf(path, organization, "clients")
      .filter(({ fields }) => isUnknown(fields["userId"]))
      .map(
        ({ id, fields, place }) =>
          `client "${id ?? ""}": no user has the id "${String(fields["userId"])}" (${place})`,
      ),
  ];
}

/** Choices of flow greetings that name a queue that does not exist. */
function danglingChoices(path: string, organization: unknown, queues: readonly Entry[]): string[] {
  const names = new Set(queues.map(({ name }) => foldCase(name ?? "")));
  return entriesOf(path, organization, "deployments").flatMap(({ fields, place }) => {
    const { greeting } = fieldsOf(fields["flow"]);
    const lines: readonly unknown[] = Array.isArray(greeting) ? greeting : [greeting];
    return lines
      .flatMap((line) => listOf(fieldsOf(line), "choices"))
      .map((choice) => textOf(fieldsOf(choice), "queue"))
      .filter((queue) => queue !== null && !names.has(foldCase(queue)))
      .map((queue) => `a choice of the flow greeting: no queue is called "${queue}" (${place})`);
  });
}

/** Each entry whose key an earlier one has. Both places are named. */
function twice(
  what: string,
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string | null = ({ id }) => id,
): string[] {
  const first = new Map<string, Entry>();
  return entries.flatMap((entry) => {
    const key = keyOf(entry);
    if (key === null) return [];
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, entry);
      return [];
    }
    return `the ${what} "${key}" is there twice: ${earlier.place} and ${entry.place}`;
  });
}

function entriesOf(path: string, organization: unknown, kind: string): Entry[] {
  const fields = fieldsOf(organization);
  const home = textOf(fields, "name");
  return listOf(fields, kind).map((entry, at) => entryOf(`${path}.${kind}.${at}`, entry, home));
}

function entryOf(path: string, value: unknown, organizationName: string | null): Entry {
  const fields = fieldsOf(value);
  return {
    id: textOf(fields, "id"),
    name: textOf(fields, "name"),
    place: `${path} (${organizationName ?? "no name"})`,
    fields,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function textOf(fields: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = fields[name];
  return typeof value === "string" ? value : null;
}

function listOf(fields: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const value = fields[name];
  return Array.isArray(value) ? value : [];
}
