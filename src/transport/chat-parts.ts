/*
 * Parts of a chat that are needed only once there is a conversation: coordination between tabs,
 * typing indicators and the host's hooks. They are fetched with their first use; the widget bundles
 * them with its conversation chunk.
 */
export { askDisplay } from "./host-hooks.ts";
export { createTabCommands as createTabTalk } from "./tabs/tab-commands.ts";
export { createTyping } from "./typing/typing.ts";
