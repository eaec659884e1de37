/* The second protocol, for the widget's chunk of that name. */
export { createWebMessagingBackend } from "./backend/web-messaging/web-messaging-backend.ts";
