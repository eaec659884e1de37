import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import type { Desk } from "../model/desk.ts";
import { useDesk, usePage } from "./desk-context.ts";
import { Question } from "./Question.tsx";

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Describes what signing out abandons and what it deletes; null when that is nothing. */
function lossWords({ lists, work, uploads }: Desk): string | null {
  const { messages, drafts } = work.value.count();
  const files = [...uploads.all.value.values()].reduce((sum, one) => sum + one.uploads.length, 0);
  const chats = lists.talking.value.length;
  const lost = new Intl.ListFormat("en").format([
    ...(messages > 0 ? [count(messages, "unsent message", "unsent messages")] : []),
    ...(drafts > 0 ? [count(drafts, "draft", "drafts")] : []),
    ...(files > 0 ? [count(files, "attached file", "attached files")] : []),
  ]);
  const words = [
    ...(chats > 0
      ? [`${count(chats, "guest is", "guests are")} in a chat with you and will get no answer.`]
      : []),
    ...(lost !== ""
      ? [`${lost} in this browser ${messages + drafts + files === 1 ? "is" : "are"} deleted.`]
      : []),
  ].join(" ");
  return words === "" ? null : words;
}

/** Signs out; asks first where that harms anybody. */
export function SignOut(): JSX.Element {
  const { app } = usePage();
  const isAsked = useSignal(false);
  const words = lossWords(useDesk());
  return (
    <>
      <button
        type="button"
        class="pl-ib"
        aria-label="Sign out"
        title="Sign out"
        onClick={() => {
          if (words === null) void app.signOut();
          else isAsked.value = true;
        }}
      >
        <Icon name="exit" />
      </button>
      {isAsked.value && (
        <Question
          title="Sign out?"
          keep="Stay"
          confirm="Sign out"
          act={async () => {
            await app.signOut();
            return true;
          }}
          close={() => (isAsked.value = false)}
        >
          {words}
        </Question>
      )}
    </>
  );
}
