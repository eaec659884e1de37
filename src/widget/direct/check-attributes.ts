import { ParlorError, type GuestProfile } from "../../transport/index.ts";
import { attributesOf, sizeOf } from "../../transport/web-messaging.ts";

/** The service takes as many bytes of attributes, unless it says otherwise. */
const MAX_BYTES = 2_048;

/** @throws ParlorError `invalid-options` for facts that are too large for the service */
export function checkAttributes(profile: GuestProfile): void {
  const bytes = sizeOf(attributesOf(profile));
  if (bytes > MAX_BYTES)
    throw new ParlorError(
      "invalid-options",
      `The attributes have ${bytes} bytes, and the service takes ${MAX_BYTES}`,
    );
}
