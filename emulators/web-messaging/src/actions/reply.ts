import type { Connection } from "../connection.ts";
import { errorMessage, refusal, tooManyRequests } from "../frames.ts";
import type { Service } from "../service.ts";
import type { Session } from "../session.ts";

/** One request, with what its answer needs. */
export interface Asked {
  readonly service: Service;
  readonly connection: Connection;
  readonly tracingId: string | undefined;
}

/** A request of a configured connection. */
export interface AskedOf extends Asked {
  readonly session: Session;
}

/** Refuses a request in the form that the deployment's variants ask for. */
export function refuse(
  { service, connection, tracingId }: Asked,
  code: number,
  text: string,
): void {
  const settings = service.deployments.get(connection.deploymentId);
  const make = settings?.variants.refusals === "ErrorMessage" ? errorMessage : refusal;
  connection.send(make(code, text, tracingId));
}

/** Refuses a request that came too early. */
export function slowDown({ connection, tracingId }: Asked, seconds: number, text: string): void {
  connection.send(tooManyRequests(seconds, text, tracingId));
}
