/** The path of the guest contract's operations. */
export const guestBase = "/api/v2/webchat/guest/conversations";
/** The path of the guest's part of Parlor's extensions. */
export const parlorGuestBase = "/api/v2/parlor/guest/conversations";
/** The path of the deployments' state before a conversation, an extension. */
export const deploymentsBase = "/api/v2/parlor/guest/deployments";
/** The path of the agents' chat operations. */
export const chatsBase = "/api/v2/conversations/chats";

/** The agents' address of a conversation. */
export const chatUri = (id: string): string => `${chatsBase}/${id}`;
