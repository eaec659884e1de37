/* What the window needs of the transport, and no host. */
export { wireChat } from "./create-guest-chat.ts";
