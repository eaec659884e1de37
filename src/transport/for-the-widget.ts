/* Exports for the widget only; hosts do not use them. */
export { wireChat } from "./wire-chat.ts";
