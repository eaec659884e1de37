import "./Facts.css";
import type { JSX } from "preact";
import type { DeskFile, Details, Missed } from "../api/views.ts";
import { filesOf } from "../model/file-words.ts";
import { pageLink } from "../model/page-link.ts";
import { useDesk } from "./desk-context.ts";
import { download } from "./file-acts.ts";

/** The page decides where the guest's screen goes: nothing of it comes to the desk. */
const screenWords: Readonly<Record<string, string>> = {
  PENDING: "Invitation open",
  ACCEPTED: "Shared with the site’s page. The desk can’t show it",
  DECLINED: "Declined",
  TIMEDOUT: "Invitation expired",
  CANCELLED: "Withdrawn",
  ERRORED: "Sharing did not start",
};

/** Stands beside what the site has vouched for; without it a fact is only what the guest said. */
export function Verified(): JSX.Element {
  return <span class="pl-tag">Verified</span>;
}

/** The id of the fact that says why the guest cannot be asked for its screen. */
export const NO_SCREEN_ID = "dk-no-screen";

interface Fact {
  readonly id?: string;
  readonly name: string;
  readonly value: JSX.Element | string;
  readonly isVerified: boolean;
}

const fact = (
  name: string,
  value: string | null | undefined,
  isVerified: boolean,
): readonly Fact[] => (value == null || value === "" ? [] : [{ name, value, isVerified }]);

/** The answers of the guest's form, each under the label that the guest has seen. */
const answerFacts = (
  answers: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  signed: ReadonlySet<string>,
): readonly Fact[] =>
  Object.entries(answers).flatMap(([key, value]) =>
    fact(
      Object.hasOwn(labels, key) ? (labels[key] ?? key) : key,
      value,
      signed.has(`customFields.${key}`),
    ),
  );

function screenFact({ mediaRequests, parlor }: Details): readonly Fact[] {
  if (parlor.capabilities.screenShare === false)
    return [{ ...noScreen, name: "Screen", isVerified: false }];
  const state = mediaRequests.at(-1)?.state;
  return fact("Screen", state && (screenWords[state] ?? state), false);
}
const noScreen = { id: NO_SCREEN_ID, value: "The guest’s page can’t share it" };

/** The files of the messages that are here. An agent who only reads along sees their names. */
function filesFact(
  files: readonly DeskFile[],
  open: (id: string) => void,
  isReading: boolean,
): readonly Fact[] {
  if (files.length === 0) return [];
  const value = (
    <ul class="dk-factfiles" role="list">
      {files.map(({ id, name }) => (
        <li key={id}>
          {isReading ? (
            <bdi>{name}</bdi>
          ) : (
            <button type="button" class="pl-link" onClick={() => open(id)}>
              <span class="pl-vh">Download </span>
              <bdi>{name}</bdi>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
  return [{ name: "Files", value, isVerified: false }];
}

const pageFact = (page: string | null): readonly Fact[] =>
  page === null || page === ""
    ? []
    : [{ name: "Page", value: <PageName of={page} />, isVerified: false }];

function PageName({ of }: { of: string }): JSX.Element {
  const { words, href } = pageLink(of);
  if (href === undefined) return <bdi>{words}</bdi>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" class="dk-page">
      <bdi>{words}</bdi>
      <span class="pl-vh"> (opens in a new tab)</span>
    </a>
  );
}

/**
 * Shows the guest's data: who it is, what the guest or the site has provided, how the screen is
 * shared.
 */
export function Facts(details: Details): JSX.Element | null {
  const { guest, parlor } = details;
  const desk = useDesk();
  const files = filesOf(desk.threads.get(details.id)?.rows.value ?? []);
  const signed = new Set(guest.verifiedFields);
  return (
    <FactList
      facts={[
        ...fact("Email", guest.email, signed.has("email")),
        ...fact("Phone", guest.phoneNumber, signed.has("phoneNumber")),
        ...fact("Account", guest.externalId, true),
        ...answerFacts(guest.customFields, parlor.fieldLabels, signed),
        ...pageFact(parlor.page),
        ...screenFact(details),
        ...filesFact(files, (id) => void download(desk, details.id, id), desk.isReading.value),
      ]}
    />
  );
}

/** Shows who was missed, and what the guest has left. */
export function MissedFacts({ contact, answers, ...chat }: Missed): JSX.Element | null {
  const signed = new Set(chat.verifiedFields);
  // A form may have asked for the address: it stands there once.
  const addresses = new Set([contact.email, contact.phoneNumber]);
  const others = Object.entries(answers).filter(([, value]) => !addresses.has(value));
  return (
    <FactList
      facts={[
        ...fact("Email", contact.email, signed.has("email")),
        ...fact("Phone", contact.phoneNumber, signed.has("phoneNumber")),
        ...answerFacts(Object.fromEntries(others), chat.fieldLabels, signed),
        ...pageFact(chat.page),
      ]}
    />
  );
}

function FactList({ facts }: { facts: readonly Fact[] }): JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <dl class="dk-facts">
      {facts.map(({ id, name, value, isVerified }, index) => (
        <div key={index}>
          <dt>
            <bdi>{name}</bdi>
          </dt>
          <dd id={id}>{value}</dd>
          {isVerified && (
            <dd>
              <Verified />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
