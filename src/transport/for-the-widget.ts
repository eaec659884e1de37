/* Exports for the widget only; hosts do not use them. */
export { restoreNamed } from "./backend/restore-named.ts";
export { wireChat } from "./wire-chat.ts";
