import "./ComposerFiles.css";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { isPicture } from "../../../src/widget/parts/file-kind.ts";
import { FileName } from "../../../src/widget/parts/FileName.tsx";
import { Icon } from "../../../src/widget/parts/Icon.tsx";
import { isolatedName } from "../model/names.ts";
import { isWorthRetry } from "../model/upload-problem.ts";
import type { DeskUpload } from "../model/uploads.ts";
import { DeskIcon } from "./DeskIcon.tsx";
import { useDesk } from "./desk-context.ts";
import { limitsOf } from "./file-acts.ts";
import { problemWords, sizeWords } from "./file-words.ts";
import { focusField } from "./focus.ts";

/** Opens the system's choice of files; nothing is drawn where no files may be sent. */
export function AttachButton({ chatId }: { chatId: string }): JSX.Element {
  const desk = useDesk();
  const input = useRef<HTMLInputElement>(null);
  const limits = limitsOf(desk, chatId);
  if (limits === null) return <span />;
  return (
    <span class="dk-attach">
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={limits.types.join(",")}
        onChange={({ currentTarget }) => {
          desk.uploads.attach(chatId, [...(currentTarget.files ?? [])], limits);
          // The same file can be chosen again.
          currentTarget.value = "";
          focusField();
        }}
      />
      <button
        type="button"
        class="pl-ib"
        aria-label="Attach a file"
        title="Attach a file"
        onClick={() => input.current?.click()}
      >
        <DeskIcon name="clip" />
      </button>
    </span>
  );
}

/** The attached files, those that were refused, and the send that waits for them. */
export function FileCards({ chatId }: { chatId: string }): JSX.Element | null {
  const desk = useDesk();
  const { uploads, refused, isWaiting } = desk.uploads.of(chatId);
  const limits = limitsOf(desk, chatId);
  const spoken = refused.map(({ name, problem }) => problemWords(name, problem, limits)).join(" ");
  useEffect(() => {
    if (spoken !== "") desk.notices.say(spoken, true);
  }, [spoken]);
  if (uploads.length === 0 && refused.length === 0) return null;
  return (
    <div class="dk-cards">
      {uploads.length > 0 && (
        <ul role="list" aria-label="Attached files">
          {uploads.map((upload) => (
            <Card key={upload.key} chatId={chatId} upload={upload} />
          ))}
        </ul>
      )}
      {refused.map(({ name, problem }, index) => (
        <p key={index} class="dk-cards__note dk-bad">
          <Icon name="alert" size={16} />
          <span>{problemWords(name, problem, limits)}</span>
        </p>
      ))}
      {isWaiting && (
        <p class="dk-cards__note">
          <Icon name="clock" size={16} />
          <span>Sends when the file is up</span>
          <button
            type="button"
            class="pl-link"
            onClick={() => {
              desk.uploads.wait(chatId, false);
              focusField();
            }}
          >
            Cancel
          </button>
        </p>
      )}
    </div>
  );
}

function Card({ chatId, upload }: { chatId: string; upload: DeskUpload }): JSX.Element {
  const { uploads } = useDesk();
  const { key, name, state } = upload;
  const isFailed = state.kind === "failed";
  /** Focus goes to the next card, else to the field. */
  const remove = (card: HTMLElement | null): void => {
    const next = card?.nextElementSibling?.querySelector<HTMLElement>("[data-remove]");
    uploads.remove(chatId, key);
    if (next == null) focusField();
    else next.focus();
  };
  return (
    <li
      class={isFailed ? "dk-file is-bad" : "dk-file"}
      onKeyDown={(event) => {
        if (event.key !== "Delete" && event.key !== "Backspace") return;
        event.preventDefault();
        remove(event.currentTarget);
      }}
    >
      <FileIcon type={upload.type} isBad={isFailed} />
      <span class="dk-file__text">
        <FileName name={name} />
        <State chatId={chatId} upload={upload} />
      </span>
      {isFailed && isWorthRetry(state.problem) && (
        <button
          type="button"
          class="pl-link"
          aria-label={`Retry ${isolatedName(name)}`}
          onClick={() => {
            uploads.retry(chatId, key);
            focusField();
          }}
        >
          Retry
        </button>
      )}
      <button
        type="button"
        class="pl-ib"
        data-remove
        aria-label={`Remove ${isolatedName(name)}`}
        onClick={({ currentTarget }) => remove(currentTarget.closest("li"))}
      >
        <DeskIcon name="close" size={16} />
      </button>
    </li>
  );
}

export function FileIcon({ type, isBad = false }: { type: string; isBad?: boolean }): JSX.Element {
  return (
    <span class="dk-file__ic">
      {isBad ? <Icon name="alert" /> : <DeskIcon name={isPicture(type) ? "image" : "file"} />}
    </span>
  );
}

function State({ chatId, upload }: { chatId: string; upload: DeskUpload }): JSX.Element {
  const limits = limitsOf(useDesk(), chatId);
  const { name, size, state } = upload;
  switch (state.kind) {
    case "waiting":
      return <span>Waiting for the file before it</span>;
    case "uploading":
      return (
        <progress
          aria-label={`${isolatedName(name)} is uploading`}
          max={Math.max(1, size)}
          value={state.sent}
        />
      );
    case "checking":
      return <span>Checking…</span>;
    case "ready":
      return <span>Ready · {sizeWords(state.stored.size)}</span>;
    case "failed":
      return <span>{problemWords(name, state.problem, limits)}</span>;
  }
}
