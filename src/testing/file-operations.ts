import type { Files } from "./files.ts";
import type { Answer, Call } from "./call.ts";
import type { GuestRoute } from "./guest-routes.ts";
import { refusal } from "./refusal.ts";

/* The operations of the extension `attachments`. */

/** The bytes of a file, at an address that needs no token. */
export function bytesOfFile(files: Files | undefined, route: GuestRoute, call: Call): Answer {
  const id = route.conversationId;
  if (files === undefined) throw refusal("attachment.not.found");
  if (route.operation === "read-file") return { status: 200, body: null, file: files.read(id) };
  return { status: 200, body: files.receive(id, call.bytes ?? new Uint8Array()) };
}

/** Announces a file, tells its state, or takes it back. */
export function aboutFile(
  files: Files,
  { operation, id }: GuestRoute,
  call: Call,
  body: unknown,
): Answer {
  if (operation === "file") return { status: 200, body: files.state(id) };
  if (operation === "announce-file")
    return { status: 200, body: files.announce(body, call.header("idempotency-key")) };
  files.remove(id);
  return { status: 204, body: null };
}
