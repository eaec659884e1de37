import "./Facts.css";
import type { JSX } from "preact";
import type { Details } from "../api/views.ts";

const screenWords: Readonly<Record<string, string>> = {
  PENDING: "Invitation open",
  ACCEPTED: "Shared",
  DECLINED: "Declined",
  TIMEDOUT: "Invitation expired",
  CANCELLED: "Withdrawn",
  ERRORED: "The guest’s browser didn’t allow it",
};

/** Stands beside what the site has vouched for; without it a fact is only what the guest said. */
export function Verified(): JSX.Element {
  return <span class="pl-tag">Verified</span>;
}

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly isVerified: boolean;
}

/**
 * Shows the guest's data: who it is, what the guest or the site has provided, how the screen is
 * shared.
 */
export function Facts({ guest, mediaRequests }: Details): JSX.Element | null {
  const media = mediaRequests.at(-1);
  const signed = new Set(guest.verifiedFields);
  const fact = (name: string, value: string | null, isVerified: boolean): readonly Fact[] =>
    value === null || value === "" ? [] : [{ name, value, isVerified }];
  const facts = [
    ...fact("Email", guest.email, signed.has("email")),
    ...fact("Phone", guest.phoneNumber, signed.has("phoneNumber")),
    ...fact("Account", guest.externalId, true),
    ...Object.entries(guest.customFields).flatMap(([name, value]) =>
      fact(name, value, signed.has(`customFields.${name}`)),
    ),
    ...fact(
      "Screen",
      media === undefined ? null : (screenWords[media.state] ?? media.state),
      false,
    ),
  ];
  if (facts.length === 0) return null;
  return (
    <dl class="dk-facts">
      {facts.map(({ name, value, isVerified }, index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
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
