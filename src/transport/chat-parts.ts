/*
 * What a chat needs only when there is a conversation: the other tabs, signs of writing, the page's hooks. Fetched when the first of them is
 * needed; a window has it come with the conversation's own chunk.
 */
export { askDisplay } from "./host-hooks.ts";
export { createTabCommands as createTabTalk } from "./tabs/tab-commands.ts";
export { createTyping } from "./typing.ts";
