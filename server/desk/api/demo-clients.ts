import { serverPath } from "./rest-call.ts";

/** An agent of the demo, who signs in with one press. */
export interface DemoClient {
  readonly id: string;
  readonly secret: string;
  readonly userId: string;
  readonly name: string;
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const isClient = (value: unknown): value is DemoClient =>
  isFields(value) &&
  ["id", "secret", "userId", "name"].every((name) => typeof value[name] === "string");

/** The agents of the demo; none on any other server. Never rejects. */
export async function demoClients(): Promise<readonly DemoClient[]> {
  try {
    const reply = await fetch(`${serverPath()}/demo.json`);
    const body: unknown = reply.ok ? await reply.json() : null;
    const clients = isFields(body) ? body["clients"] : null;
    return Array.isArray(clients) ? clients.filter(isClient) : [];
  } catch {
    // Without the list the form asks for id and secret.
    return [];
  }
}
