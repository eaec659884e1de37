import type { IncomingMessage } from "../../conversation/message.ts";
import type { Json } from "./read-json.ts";

/** A message whose content and answer (extension `rich`) are still to be read, if it has any. */
export interface WireMessage extends IncomingMessage {
  readonly rich?: Json | undefined;
}
