import type { FastifyRequest } from "fastify";
import fp from "fastify-plugin";
import type { Deployment } from "../domain/tenant.ts";
import type { AgentIdentity, ClientIdentity } from "./agent-token.ts";
import { ApiError } from "./errors.ts";
import type { GuestClaims } from "./guest-token.ts";

/** The guest who calls: the conversation and the member of its token, and its deployment. */
export interface Guest extends GuestClaims {
  readonly deployment: Deployment;
}

/** The callers that a request may have. */
interface Callers {
  readonly guest: Guest;
  readonly agent: AgentIdentity;
  readonly client: ClientIdentity;
}

declare module "fastify" {
  /** Each is there once a hook has authenticated it, and throws in a route without that hook. */
  interface FastifyRequest extends Callers {}
}

const callers = new WeakMap<FastifyRequest, Partial<Callers>>();

/** Decorates requests with their callers. A hook of each API says who they are. */
export const auth = fp(
  async (app) => {
    for (const kind of ["guest", "agent", "client"] as const)
      app.decorateRequest(kind, { getter: callerGetter(kind) });
  },
  { name: "auth" },
);

function callerGetter<Kind extends keyof Callers>(
  kind: Kind,
): (this: FastifyRequest) => Callers[Kind] {
  return function caller() {
    const found = callers.get(this)?.[kind];
    if (found === undefined) throw new TypeError(`No hook of this route sets its ${kind}.`);
    return found;
  };
}

/** Sets the caller of a request, after its token has been verified. */
export function setCaller<Kind extends keyof Callers>(
  request: FastifyRequest,
  kind: Kind,
  caller: Callers[Kind],
): void {
  callers.set(request, { ...callers.get(request), [kind]: caller });
}

/** @throws ApiError 401 `authentication.required` */
export function bearerToken({ headers }: Pick<FastifyRequest, "headers">): string {
  const [scheme, token] = (headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "bearer" || !token) throw new ApiError("authentication.required");
  return token;
}
