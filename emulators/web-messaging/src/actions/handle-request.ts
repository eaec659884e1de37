import type { Connection } from "../connection.ts";
import { allowedMediaJson } from "../deployment.ts";
import { errorMessage, pushed, refusal, response, tooManyRequests } from "../frames.ts";
import type { Service } from "../service.ts";
import { parseRequest, type Request } from "../wire/requests.ts";
import { deleteAttachment, getAttachment, onAttachment } from "./attachment.ts";
import { closeSession, configure } from "./configure.ts";
import { onMessage } from "./message.ts";
import { refuse, slowDown, type Asked, type AskedOf } from "./reply.ts";

/** Answers one text frame of a guest. */
export function handleRequest(service: Service, connection: Connection, text: string): void {
  const parsed = parseRequest(text);
  const asked: Asked = { service, connection, tracingId: parsed.tracingId };
  const wait = connection.requestWindow.take();
  if (wait > 0) return slowDown(asked, wait, "Too many requests on this connection");
  if (parsed.kind === "refused") {
    service.violated(`a request was refused: ${parsed.text}`);
    return refuse(asked, parsed.code, parsed.text);
  }
  const { request } = parsed;
  if (isPlanned(asked, request)) return;
  if (request.action === "configureSession" || request.action === "configureAuthenticatedSession")
    return configure(asked, request);
  if (request.action === "getConfiguration") return getConfiguration(asked, request);
  const session = connection.session?.token === request.token ? connection.session : null;
  if (session === null) return refuseToken(asked, request);
  return answer({ ...asked, session }, request);
}

/** Refuses the request if a fault says so. */
function isPlanned({ service, connection, tracingId }: Asked, { action }: Request): boolean {
  const fault = service.faults.ofRequest(action);
  if (fault === undefined) return false;
  const text = fault.text ?? "Refused by a planned fault";
  if (fault.code === 429 || fault.code === 4_029)
    connection.send(tooManyRequests(fault.retryAfter ?? 3, text, tracingId));
  else {
    const { variants } = service.settingsOf(connection.deploymentId);
    const make = variants.refusals === "ErrorMessage" ? errorMessage : refusal;
    connection.send(make(fault.code, text, tracingId));
  }
  return true;
}

/** A token that is not the one of this connection's session. */
function refuseToken(asked: Asked, { action, token }: Request): void {
  const ending = asked.service.find(token)?.ending;
  if (ending === "expired" && action === "echo")
    return asked.connection.send(pushed("SessionExpiredEvent"));
  if (ending === "expired") return refuse(asked, 4_006, "Session has expired");
  return refuse(asked, 4_007, "Session not found");
}

type Configured = Exclude<
  Request,
  | Request<"configureSession">
  | Request<"configureAuthenticatedSession">
  | Request<"getConfiguration">
>;

function answer(asked: AskedOf, request: Configured): void {
  const { session, service, connection, tracingId } = asked;
  if (session.person !== null && !isSignedIn(asked)) return;
  switch (request.action) {
    case "onMessage":
      return onMessage(asked, request.message);
    case "onAttachment":
      return onAttachment(asked, request);
    case "getAttachment":
      return getAttachment(asked, request.attachmentId);
    case "deleteAttachment":
      return deleteAttachment(asked, request.attachmentId);
    case "getJwt":
      return connection.send(
        response("JwtResponse", service.historyTokens.issue(session), tracingId),
      );
    case "echo":
      return onEcho(asked, request);
    case "closeSession":
      return closeSession(asked, session, request.closeAllConnections === true);
  }
}

/** Whether the person of the session is still signed in; otherwise it is asked for anew. */
function isSignedIn(asked: AskedOf): boolean {
  if (!asked.session.needsSignIn) return true;
  refuse(asked, 403, "Session authentication failed");
  return false;
}

/** Answers an echo to this connection alone; it is in no history. */
function onEcho(asked: AskedOf, { message }: Request<"echo">): void {
  const { session, connection, tracingId } = asked;
  if (session.isReadOnly) return refuse(asked, 409, "The session is read-only");
  const wait = connection.echoWindow.take();
  if (wait > 0) return slowDown(asked, wait, "Too many echoes on this connection");
  if (session.settings.variants.echoExtendsSession) session.extend();
  connection.send(
    response(
      "StructuredMessage",
      {
        id: session.stamp().id,
        type: "Text",
        direction: "Inbound",
        text: message?.text ?? "",
        metadata: {
          durationSeconds: String(session.settings.sessionSeconds),
          expirationDate: String(session.expirationDate),
        },
      },
      tracingId,
    ),
  );
}

function getConfiguration(asked: Asked, { deploymentId }: Request<"getConfiguration">): void {
  const { service, connection, tracingId } = asked;
  if (deploymentId !== connection.deploymentId)
    return refuse(asked, 403, "The deployment is not that of the connection");
  const settings = service.settingsOf(deploymentId);
  connection.send(
    response(
      "GetConfigurationResponse",
      {
        ...allowedMediaJson(settings),
        maxCustomDataBytes: settings.customDataBytes,
        messageRoutingEnabled: true,
        sessionDurationSeconds: settings.sessionSeconds,
      },
      tracingId,
    ),
  );
}
