import "./UnsentRows.css";
import type { ComponentChildren, JSX } from "preact";
import { MessageBody } from "../../../src/widget/conversation/log/MessageBody.tsx";
import { FormattedBody } from "../../../src/widget/formatted-text/FormattedBody.tsx";
import { spokenFormatted } from "../../../src/widget/formatted-text/text-of.ts";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { choicesToSend, offerLine, type DraftChoice } from "../model/draft-choices.ts";
import { heardOf } from "../model/thread.ts";
import { hasArrived, type NotSent, type UnsentMessage } from "../model/unsent-message.ts";
import { hasDraft, textOf } from "../model/unfinished.ts";
import { retry } from "../model/writing.ts";
import { useDesk } from "./desk-context.ts";
import { bodyWords } from "./english.ts";
import { Chip, Chips } from "./Chips.tsx";
import { NamesOnly } from "./RowFiles.tsx";
import { useFormatting } from "./use-formatting.ts";

const reasons: Readonly<Record<NotSent, string>> = {
  connection: "The server can’t be reached.",
  busy: "The server is busy.",
  server: "The server had a problem.",
  refused: "The server refused it.",
  files: "A file of it is no longer there.",
  "too-long": "It is too long.",
  ended: "The chat has ended.",
  left: "You are no longer in this chat.",
  "signed-out": "Your sign-in had ended.",
  held: "The message before it was not sent.",
  interrupted: "The page was closed while it was being sent.",
};

/**
 * Moves focus before the pressed button disappears: to the same button of the next row, or else to
 * the field or the wrap-up's heading.
 */
function passFocus(pressed: HTMLElement): void {
  if (document.activeElement !== pressed) return;
  const { act } = pressed.dataset;
  const all = [...document.querySelectorAll<HTMLElement>(`.dk-unsent [data-act="${act ?? ""}"]`)];
  const next =
    all[all.indexOf(pressed) + 1] ??
    document.querySelector<HTMLElement>(".dk-comp textarea") ??
    document.querySelector<HTMLElement>(".dk-wrap h3");
  next?.focus();
}

const words = ({ isInDoubt }: UnsentMessage, reason: NotSent): string =>
  isInDoubt
    ? `${reasons[reason]} It may have arrived all the same. Retry won’t send it twice.`
    : reasons[reason];

/** Lists the messages that this conversation's guest has not received, below those it has. */
export function UnsentRows({
  chatId,
  isTalking,
}: {
  chatId: string;
  isTalking: boolean;
}): JSX.Element {
  const desk = useDesk();
  const { unsent, draft, choices } = desk.work.value.of(chatId);
  const rows = desk.threads.get(chatId)?.rows.value ?? [];
  const history = rows.map((one) => heardOf(one, desk.isOwn(one)));
  return (
    <>
      {unsent
        .filter((message) => !hasArrived(message, unsent, history))
        .map((message) => (
          <UnsentRow key={message.key} chatId={chatId} message={message} isTalking={isTalking} />
        ))}
      {!isTalking && hasDraft({ draft, choices }) && (
        <LeftDraft chatId={chatId} draft={draft} choices={choicesToSend(choices)} />
      )}
    </>
  );
}

function UnsentRow({
  chatId,
  message,
  isTalking,
}: {
  chatId: string;
  message: UnsentMessage;
  isTalking: boolean;
}): JSX.Element {
  const desk = useDesk();
  const { key, body, files, choices, delivery } = message;
  const isFailed = delivery.kind === "failed";
  // It looks as it will when it has been sent.
  const isFormatted = useFormatting(chatId);
  const Body = isFormatted ? FormattedBody : MessageBody;
  const spoken = isFormatted ? spokenFormatted(body) : body;
  return (
    <li class="pl-group pl-group--me is-first is-last">
      <div
        class="pl-group__main"
        role="article"
        tabIndex={-1}
        aria-label={`You, ${isFailed ? "not sent" : "sending"}: ${textOf({ ...message, body: spoken })}`}
      >
        <span class="pl-vh">You:</span>
        {body !== "" && (
          <div class={`pl-b ${isFailed ? "is-failed" : "is-pending"}`}>
            <Body body={body} {...bodyWords} />
          </div>
        )}
        {files.length > 0 && <NamesOnly files={files} />}
        <Offered choices={choices} />
        {isFailed && (
          <NotSentLine why={words(message, delivery.reason)}>
            {(isTalking || message.isInDoubt) && (
              <Act name="retry" words="Retry" act={() => retry(desk, chatId, key)} />
            )}
            <Act
              name="delete"
              words="Delete"
              act={() => desk.work.peek().outbox.discard(chatId, key)}
            />
          </NotSentLine>
        )}
      </div>
    </li>
  );
}

/** Choices that the guest has not got. */
function Offered({ choices }: { choices: readonly DraftChoice[] }): JSX.Element | null {
  if (choices.length === 0) return null;
  return (
    <div class="pl-rich dk-content">
      <Chips>
        {choices.map(({ text }, index) => (
          <Chip key={index} isChosen={false} who="">
            {text}
          </Chip>
        ))}
      </Chips>
    </div>
  );
}

/** The text and the choices that the agent was writing when the chat ended. */
function LeftDraft(props: {
  chatId: string;
  draft: string;
  choices: readonly DraftChoice[];
}): JSX.Element {
  const { chatId, draft, choices } = props;
  const { work } = useDesk();
  return (
    <li class="pl-group pl-group--me is-first is-last">
      <div
        class="pl-group__main"
        role="article"
        tabIndex={-1}
        aria-label={`Your draft: ${offerLine(draft, choices)}`}
      >
        <span class="pl-vh">Your draft:</span>
        {draft !== "" && (
          <div class="pl-b is-failed">
            <MessageBody body={draft} {...bodyWords} />
          </div>
        )}
        <Offered choices={choices} />
        <NotSentLine why="You were still writing it.">
          <Act
            name="delete"
            words="Delete"
            act={() => work.peek().outbox.set(chatId, { draft: "", choices: [] })}
          />
        </NotSentLine>
      </div>
    </li>
  );
}

function NotSentLine(props: { why: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="pl-meta pl-meta--bad dk-unsent">
      <Icon name="alert" size={14} />
      <span>Not sent.</span>
      {props.children}
      <span class="dk-unsent__why">{props.why}</span>
    </div>
  );
}

function Act(props: { name: "retry" | "delete"; words: string; act: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="pl-link"
      data-act={props.name}
      onClick={(event) => {
        passFocus(event.currentTarget);
        props.act();
      }}
    >
      {props.words}
    </button>
  );
}
