/**
 * Parlor's key of a row: made in the client and never changed, so that the row
 * keeps its place on the page.
 * @public
 */
export type MessageKey = string & { readonly __brand: "MessageKey" };
/** The server's id of a message. @public */
export type MessageId = string & { readonly __brand: "MessageId" };
/** The server's id of a member: the guest, an agent's leg, a queue or a flow. @public */
export type MemberId = string & { readonly __brand: "MemberId" };
