import { conversationOptions } from "./conversation-options.ts";
import { panelOptions } from "./panel-options.ts";

/**
 * All options, in the order of docs/embedding.md. The build of the embed takes the defaults out of
 * it for the shell, and leaves the docs out.
 */
export const optionTable = { ...conversationOptions, ...panelOptions };
