import { createAnswer } from "./answer-parts.ts";
import { createFileParts } from "./file-parts.ts";
import type { GuestChat } from "./guest-chat.ts";
import type { GuestChatOptions } from "./options.ts";
import { requireSocket } from "./ports/socket.ts";
import { wireChat } from "./wire-chat.ts";

/**
 * Makes a chat with one deployment. Requests nothing until `start()` or `resume()`.
 * @throws ParlorError never here; options are checked by `mount()` and by the server
 * @public
 */
export function createGuestChat(options: GuestChatOptions): GuestChat {
  return wireChat(
    options,
    async () => {
      requireSocket(options.ports?.socket);
      return import("./chat-parts.ts");
    },
    () => import("./ask-status.ts"),
    {
      loaded: () => ({ createFileParts }),
      fetch: async () => ({ createFileParts }),
      answers: () => ({ createAnswer }),
    },
  );
}
