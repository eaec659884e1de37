/**
 * Conversations straight with Genesys Cloud Web Messaging. A page that does not import this module
 * does not bundle its code.
 * @packageDocumentation
 */
import { DirectSlot } from "../model/chunk-slots.tsx";
import { DIRECT } from "../model/direct-chunk.ts";
import type { DirectBackend } from "../options/backend-options.ts";

/** The place of the deployment: a region, or one origin for all of its addresses. @public */
export type WebMessagingPlace = (
  | {
      /** Domain of the region: `mypurecloud.de`. */
      readonly region: string;
      readonly endpoint?: never;
    }
  | {
      /** One origin in place of a region: `http://127.0.0.1:9140`. */
      readonly endpoint: string;
      readonly region?: never;
    }
) & {
  /** Name and version of the page's application, for the service's records. Default `parlor`. */
  readonly application?: string;
};

/** The value of the option `backend` for a deployment of Web Messaging. @public */
export function webMessaging(place: WebMessagingPlace): DirectBackend {
  DirectSlot.source = () => import("../direct/chunk.ts");
  return { ...place, backend: DIRECT };
}
