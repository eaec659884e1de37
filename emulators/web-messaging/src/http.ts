import type { IncomingMessage, ServerResponse } from "node:http";
import { allowsOrigin, configJson, domainsJson, type DeploymentSettings } from "./deployment.ts";
import type { Route } from "./faults.ts";
import { uploadHeaders } from "./files.ts";
import { historyPage } from "./history.ts";
import { requestUrl } from "./request-url.ts";
import { restError, type Answer, type Call } from "./http-call.ts";
import type { Service } from "./service.ts";
import { exchange, refresh, revoke } from "./sign-in-calls.ts";
import { receiveUpload, sendDownload } from "./transfers.ts";

interface Endpoint {
  readonly route: Route;
  readonly path: RegExp;
  readonly methods: readonly string[];
  /** `null`: the handler has written the answer. */
  handle(call: Call): Promise<Answer | null> | Answer | null;
}

const DEPLOYMENT = "^/webdeployments/v1/deployments/([^/]+)";
const TOKEN = "^/api/v2/webdeployments/token";

function publicFile(
  { service, name }: Call,
  make: (id: string, settings: DeploymentSettings) => object,
): Answer {
  const settings = service.deployments.get(name);
  return settings === undefined
    ? restError(404, "not.found", "There is no such deployment")
    : { status: 200, body: make(name, settings) };
}

const endpoints: readonly Endpoint[] = [
  {
    route: "config",
    path: new RegExp(`${DEPLOYMENT}/config\\.json$`),
    methods: ["GET"],
    handle: (call) =>
      publicFile(call, (id, settings) => configJson(id, settings, call.service.origins.api)),
  },
  {
    route: "domains",
    path: new RegExp(`${DEPLOYMENT}/domains\\.json$`),
    methods: ["GET"],
    handle: (call) => publicFile(call, (_, settings) => domainsJson(settings)),
  },
  {
    route: "history",
    path: /^\/api\/v2\/webmessaging\/messages$/,
    methods: ["GET"],
    handle: historyPage,
  },
  {
    route: "token",
    path: new RegExp(`${TOKEN}/oauthcodegrantjwtexchange$`),
    methods: ["POST"],
    handle: exchange,
  },
  { route: "token", path: new RegExp(`${TOKEN}/refresh$`), methods: ["POST"], handle: refresh },
  { route: "token", path: new RegExp(`${TOKEN}/revoke$`), methods: ["DELETE"], handle: revoke },
  { route: "upload", path: /^\/up\/([^/]+)$/, methods: ["PUT"], handle: receiveUpload },
  {
    route: "download",
    path: /^\/api\/v2\/downloads\/([^/]+)$/,
    methods: ["GET"],
    handle: sendDownload,
  },
];

/** The headers that a page's request may have: those of the API and of every upload. */
const ALLOWED_HEADERS = ["authorization", "content-type", ...Object.keys(uploadHeaders)].join(", ");

/** The public files are for every page; everything else is for the allowed domains. */
function corsHeaders(
  service: Service,
  { route, methods }: Endpoint,
  origin: string | undefined,
): Readonly<Record<string, string>> {
  if (origin === undefined) return {};
  if (route === "config" || route === "domains") return { "access-control-allow-origin": "*" };
  const isAllowed = [...service.deployments.values()].some((one) => allowsOrigin(one, origin));
  if (!isAllowed) return { vary: "Origin" };
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": methods.join(", "),
    "access-control-allow-headers": ALLOWED_HEADERS,
    vary: "Origin",
  };
}

function write(outgoing: ServerResponse, { status, body, headers = {} }: Answer): void {
  outgoing.writeHead(status, {
    ...(body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  outgoing.end(body === undefined ? undefined : JSON.stringify(body));
}

/** Whether a fault has answered the request, after its delay. */
async function isFaulty({ service, outgoing }: Call, { route }: Endpoint): Promise<boolean> {
  const fault = service.faults.ofHttp(route);
  if (fault === undefined) return false;
  if (fault.ms !== undefined)
    await new Promise<void>((done) => service.clock.after(fault.ms ?? 0, done));
  if (fault.hangUp === true) {
    outgoing.destroy();
    return true;
  }
  if (fault.status === undefined) return false;
  write(outgoing, restError(fault.status, "planned.fault", "Refused by a planned fault"));
  return true;
}

/** Answers one HTTP request. */
export async function handleHttp(
  service: Service,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const url = requestUrl(incoming);
  outgoing.once("finish", () =>
    service.recordCall({
      method: incoming.method ?? "",
      path: url.pathname + url.search,
      status: outgoing.statusCode,
    }),
  );
  if (service.isInMaintenance)
    return write(outgoing, restError(503, "service.unavailable", "The service is in maintenance"));
  const endpoint = endpoints.find(({ path }) => path.test(url.pathname));
  if (endpoint === undefined)
    return write(outgoing, restError(404, "not.found", "There is no such address"));
  const cors = corsHeaders(service, endpoint, incoming.headers.origin);
  for (const [name, value] of Object.entries(cors)) outgoing.setHeader(name, value);
  if (incoming.method === "OPTIONS") return write(outgoing, { status: 204 });
  if (!endpoint.methods.includes(incoming.method ?? ""))
    return write(outgoing, restError(405, "method.not.allowed", "The method is not allowed"));
  const name = endpoint.path.exec(url.pathname)?.[1] ?? "";
  const call: Call = { service, incoming, outgoing, url, name };
  if (await isFaulty(call, endpoint)) return;
  const answer = await endpoint.handle(call);
  if (answer !== null) write(outgoing, answer);
}
