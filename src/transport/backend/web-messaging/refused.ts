import { ParlorError } from "../../errors.ts";
import type { LinkDeps } from "./configure.ts";
import { fetchIsAllowed } from "./config.ts";
import { ownerLine, type Trouble } from "./owner-lines.ts";

const CHECK_AFTER = 3;
const REFUSED_AFTER = 5;

/** Why a connection does not open. */
export interface Refused {
  /** The session is given up for this. */
  readonly final: ParlorError | null;
  /** A visitor who waits for the first connection is told this, while it is tried again. */
  readonly first: ParlorError | null;
}

const unknown: Refused = { final: null, first: null };

/**
 * Finds out why the service does not open a connection; the browser does not say it.
 * @param unopened - how many connections in a row have closed without having been open
 * @param isFirst - a visitor waits for it
 */
export async function whyRefused(
  deps: LinkDeps,
  unopened: number,
  isFirst: boolean,
): Promise<Refused> {
  if (!deps.ports.reachability.isOnline())
    return { final: null, first: new ParlorError("offline", "There is no network") };
  if (unopened < CHECK_AFTER && !isFirst) return unknown;
  const isAllowed = await fetchIsAllowed(deps);
  const { status } = await deps.config;
  const giveUp = (trouble: Trouble, error: ParlorError): Refused => {
    deps.tellOwner(ownerLine(trouble, deps));
    return { final: error, first: error };
  };
  if (status === "inactive")
    return giveUp("inactive", new ParlorError("deployment-disabled", "The deployment is inactive"));
  if (isAllowed === false)
    return giveUp("host", new ParlorError("origin-not-allowed", "The host is not allowed"));
  if (status === "missing" && isAllowed === null)
    return giveUp(
      "missing",
      new ParlorError("deployment-disabled", "There is no such deployment here"),
    );
  if (isAllowed === true && unopened >= REFUSED_AFTER)
    return giveUp("refused", new ParlorError("refused", "The service refuses the connection"));
  return isAllowed === null && unopened >= CHECK_AFTER
    ? { final: null, first: new ParlorError("offline", "The service cannot be reached") }
    : unknown;
}
