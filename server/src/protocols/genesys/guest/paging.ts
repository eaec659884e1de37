import type {
  WebChatMemberInfo,
  WebChatMemberInfoEntityList,
} from "parlor-contract/guest-chat.generated";
import * as contract from "parlor-contract/paging";
import type { Member } from "../../../domain/model.ts";
import { ApiError } from "../../../plugins/errors.ts";

export { nextUri } from "parlor-contract/paging";

/** @throws ApiError 400 `invalid.query.param.value` */
function orRefuse<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof contract.InvalidParameter)) throw error;
    const { parameter: fieldName, message } = error;
    throw new ApiError("invalid.query.param.value", message, {
      details: [{ errorCode: "invalid.query.param.value", fieldName }],
      cause: error,
    });
  }
}

/** Cursor paging of the history. @throws ApiError 400 `invalid.query.param.value` */
export const messageQuery = (query: contract.Query): contract.HistoryQuery =>
  orRefuse(() => contract.historyQuery(query));

/** Numbered paging of a list. @throws ApiError 400 `invalid.query.param.value` */
export const listPage = <Item>(
  items: readonly Item[],
  query: contract.Query,
  self: string,
  kept: Readonly<Record<string, string>> = {},
): contract.NumberedPage<Item> =>
  orRefuse(() => contract.numberedPage(items, query, self, { kept }));

/** Numbered paging of the members. @throws ApiError 400 `invalid.query.param.value` */
export const memberPage = (
  members: readonly Member[],
  query: contract.Query,
  self: string,
  view: (member: Member) => WebChatMemberInfo,
): WebChatMemberInfoEntityList => orRefuse(() => contract.memberPage(members, query, self, view));
