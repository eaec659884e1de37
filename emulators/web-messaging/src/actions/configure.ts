import type { Connection } from "../connection.ts";
import { response, sessionResponse } from "../frames.ts";
import type { Service } from "../service.ts";
import type { Session } from "../session.ts";
import type { Identity } from "../sign-ins.ts";
import type { Request } from "../wire/requests.ts";
import { refuse, slowDown, type Asked } from "./reply.ts";

type Configure = Request<"configureSession"> | Request<"configureAuthenticatedSession">;

/** The body of `ConnectionClosedEvent`, with the field that the variants name. */
export const closedBody = (session: Session, reason?: string): object =>
  reason === undefined ? {} : { [session.settings.variants.closedField]: reason };

/** Answers `configureSession` and its sibling for signed-in people. */
export function configure(asked: Asked, request: Configure): void {
  const { service, connection, tracingId } = asked;
  const identity = identityOf(asked, request);
  const known = identity === "refused" ? "refused" : admit(asked, request, identity);
  if (known === "refused" || identity === "refused") return;
  const session = known ?? service.create(request.token, request.deploymentId);
  const wait = session.configureWindow.take();
  if (wait > 0) return slowDown(asked, wait, "Too many configure requests for this session");
  let isNew = known === undefined;
  let hasCleared = false;
  if (request.startNew === true && session.isReadOnly) {
    dismissOthers(session, connection);
    session.renew();
    isNew = true;
  } else if (request.startNew === true && !isNew) {
    service.violated("startNew is only for a session that is read-only");
  }
  const isStepUp = identity !== null && session.person === null;
  if (isStepUp && !isNew) hasCleared = dismissElsewhere(service, session, identity);
  if (identity !== null) {
    session.person = identity;
    session.needsSignIn = false;
  }
  connection.attach(session);
  evict(service, session);
  connection.send(sessionResponse(session, { isNew, hasCleared, tracingId }));
  if (isStepUp && identity !== null) tellSignIn(session, identity);
  service.touch();
}

/** The person of a request; null for a guest. */
function identityOf(asked: Asked, request: Configure): Identity | null | "refused" {
  if (request.action === "configureSession") return null;
  const { service, connection } = asked;
  if (!service.settingsOf(connection.deploymentId).auth) {
    refuse(asked, 403, "Authentication is not enabled for this deployment");
    return "refused";
  }
  const identity = service.signIns.open(request.data.code);
  if (identity !== null) return identity;
  refuse(asked, 401, "The JWT is missing or has expired");
  return "refused";
}

/** The session that a request opens; undefined for a new one. */
function admit(
  asked: Asked,
  { token, deploymentId }: Configure,
  identity: Identity | null,
): Session | undefined | "refused" {
  const { service, connection } = asked;
  const no = (code: number, text: string): "refused" => {
    refuse(asked, code, text);
    return "refused";
  };
  if (token === "") return no(4020, "Missing parameter: token");
  if (token.length > service.limits.tokenCharacters)
    return no(400, "Invalid parameter: token is too long");
  if (deploymentId !== connection.deploymentId)
    return no(403, "The deployment is not that of the connection");
  const session = service.find(token);
  if (session === undefined)
    return service.sessions.size < service.limits.sessions
      ? undefined
      : no(5_000, "The emulator keeps no more sessions");
  if (session.ending === "expired") return no(4_006, "Session has expired");
  if (session.ending !== null) return no(4_007, "Session not found");
  if (session.deploymentId !== deploymentId)
    return no(403, "The token belongs to another deployment");
  if (session.person !== null && identity?.id !== session.person["id"])
    return no(4_017, "The token belongs to an authenticated session");
  if (session.person === null && identity !== null && !session.settings.allowSessionUpgrade)
    return no(403, "The session of a guest cannot be upgraded in this deployment");
  return session;
}

function dismissOthers(session: Session, connection: Connection): void {
  for (const other of session.connections)
    if (other !== connection) other.dismiss(closedBody(session));
}

/** Closes the same person's other sessions; true if there was one. */
function dismissElsewhere(service: Service, session: Session, identity: Identity): boolean {
  const others = [...service.sessions.values()].filter(
    (other) => other !== session && other.person?.["id"] === identity.id,
  );
  for (const other of others) {
    for (const connection of other.connections) connection.dismiss(closedBody(other, "signedIn"));
    service.end(other, "cleared");
  }
  return others.length > 0;
}

/** Closes the oldest connections that are too many. */
function evict(service: Service, session: Session): void {
  for (const oldest of session.connections) {
    if (session.connections.size <= service.limits.connectionsPerSession) return;
    oldest.dismiss(closedBody(session));
  }
}

function tellSignIn(session: Session, person: Identity): void {
  const { nickname, firstName, lastName } = person;
  const from = { nickname, firstName, lastName };
  const { id, time, correlationId } = session.stamp();
  session.publish({
    id,
    type: "Event",
    direction: "Inbound",
    channel: { time, messageId: id, from },
    metadata: { correlationId, authenticated: "true" },
    events: [{ eventType: "Presence", presence: { type: "SignIn" } }],
  });
}

/** Answers `closeSession`: this connection, or all of them, leave the session. */
export function closeSession(
  { connection, tracingId, service }: Asked,
  session: Session,
  isForAll: boolean,
): void {
  if (isForAll) dismissOthers(session, connection);
  connection.send(
    response("SessionResponse", { connected: false, readOnly: session.isReadOnly }, tracingId),
  );
  connection.detach();
  service.touch();
}
