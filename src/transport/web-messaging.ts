/* The second protocol, for the widget's chunk of that name. */
export { createWebMessagingBackend } from "./backend/web-messaging/web-messaging-backend.ts";
export { attributesOf, sizeOf } from "./backend/web-messaging/attributes.ts";
export { restartLog } from "./restart-log.ts";
