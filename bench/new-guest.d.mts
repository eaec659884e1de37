import type { WebSocket } from "ws";

export interface NewGuest {
  readonly socket: WebSocket;
  readonly jwt: string;
  /** The address of the guest's member. */
  readonly own: string;
}

/** Starts a chat at a server, and resolves once its event stream speaks. */
export function newGuest(
  url: string,
  ids: { readonly organizationId: string; readonly deploymentId: string },
  displayName: string,
): Promise<NewGuest>;
