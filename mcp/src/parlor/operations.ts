import type { DescribedOperation, DescribedParameter } from "parlor-contract/described-operation";
import { messageOperations } from "parlor-contract/parlor.operations.generated";

const inPath = (name: string): DescribedParameter => ({
  name,
  in: "path",
  isRequired: true,
  schema: { type: "string", minLength: 1 },
});
const inQuery = (name: string, schema: DescribedParameter["schema"]): DescribedParameter => ({
  name,
  in: "query",
  isRequired: false,
  schema,
});
const media =
  "/api/v2/conversations/messages/{conversationId}/communications/{communicationId}/messages/media";
const ofCommunication = [inPath("conversationId"), inPath("communicationId")];

/** Operations on files, for a contract that does not have them yet; its own go before them. */
const fileOperations = {
  getConversationsMessageCommunicationMessagesMedia: {
    method: "GET",
    path: media,
    summary: "The files of a communication",
    parameters: [
      ...ofCommunication,
      inQuery("status", { type: "string" }),
      inQuery("pageSize", { type: "integer" }),
      inQuery("pageNumber", { type: "integer" }),
    ],
  },
  getConversationsMessageCommunicationMessagesMediaMediaId: {
    method: "GET",
    path: `${media}/{mediaId}`,
    summary: "One file of a communication",
    parameters: [...ofCommunication, inPath("mediaId")],
  },
} satisfies Readonly<Record<string, DescribedOperation>>;

const all = { ...fileOperations, ...messageOperations };

export type ToolOperationId = keyof typeof all;
export const operations: Readonly<Record<ToolOperationId, DescribedOperation>> = all;
