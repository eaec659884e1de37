import type { JSX, TargetedKeyboardEvent } from "preact";
import type { Upload } from "../../transport/index.ts";
import { fileSize } from "../i18n/file-size.ts";
import { useWidget } from "../model/widget-context.ts";
import { fileIcon, isPicture } from "../parts/file-kind.ts";
import { FileName } from "../parts/FileName.tsx";
import { Icon } from "../parts/Icon.tsx";
import { failureWords, isWorthRetry } from "./failure-words.ts";
import { fileStateOf } from "../model/file-state.ts";
import { LocalPicture } from "../parts/LocalPicture.tsx";

const THUMBNAIL_PX = 96;

/** How far a file has come. */
function Progress({ upload }: { upload: Upload }): JSX.Element {
  const context = useWidget();
  const { t, formatLocale } = context.translator;
  const { key, name, size, state } = upload;
  switch (state.kind) {
    case "uploading":
      return (
        <progress
          aria-label={t("files.uploading", { name })}
          max={Math.max(1, size)}
          value={state.sent}
        />
      );
    case "failed":
      return (
        <span>{failureWords(context, name, state.code, fileStateOf(context).local.has(key))}</span>
      );
    case "ready":
      return (
        <span class="is-ready">{t("files.ready", { size: fileSize(size, formatLocale()) })}</span>
      );
    default:
      return <span>{t(state.kind === "checking" ? "files.checking" : "files.waiting")}</span>;
  }
}

/** A file above the field. */
function Card({ upload }: { upload: Upload }): JSX.Element {
  const context = useWidget();
  const { chat } = context.chat;
  const { t } = context.translator;
  const { key, name, mediaType, state } = upload;
  const file = fileStateOf(context).local.get(key);
  const isFailed = state.kind === "failed";

  /** Focus goes to the next card, else to the field. */
  const remove = (card: HTMLElement | null): void => {
    const next = card?.nextElementSibling?.querySelector<HTMLElement>("button:last-of-type");
    chat.removeUpload(key);
    if (next != null) next.focus();
    else context.panel.focusComposer();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLLIElement>): void => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    remove(event.currentTarget);
  };
  return (
    <li class={`pl-up${isFailed ? " is-bad" : ""}`} data-upload={key} onKeyDown={onKeyDown}>
      <span class="pl-file__ic">
        {file !== undefined && isPicture(mediaType) ? (
          <LocalPicture file={file} size={THUMBNAIL_PX} />
        ) : (
          <Icon name={isFailed ? "alert" : fileIcon(mediaType)} />
        )}
      </span>
      <span class="pl-file__text">
        <FileName name={name} />
        <Progress upload={upload} />
      </span>
      {isFailed && file !== undefined && isWorthRetry(state.code) && (
        <button type="button" class="pl-up__retry" onClick={() => chat.retryUpload(key)}>
          {t("files.retry")}
        </button>
      )}
      <button
        type="button"
        class="pl-ib"
        aria-label={t("files.remove", { name })}
        onClick={({ currentTarget }) => remove(currentTarget.closest("li"))}
      >
        <Icon name="close" size={16} />
      </button>
    </li>
  );
}

/** Scrolls the cards to a note below them, which many cards would leave out of view. */
const showNote = (note: HTMLElement | null): void => {
  const cards = note?.parentElement;
  cards?.scrollTo(0, cards.scrollHeight);
};

/** The attached files, the refused ones, and the send that waits for them. */
export function Cards(): JSX.Element | null {
  const context = useWidget();
  const { t } = context.translator;
  const { refused, waiting } = fileStateOf(context);
  const uploads = context.chat.signals.uploads.value;
  if (uploads.length === 0 && refused.value.length === 0) return null;
  return (
    <div class="pl-cards">
      {uploads.length > 0 && (
        <ul role="list" aria-label={t("files.list")}>
          {uploads.map((upload) => (
            <Card key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {refused.value.map(({ name, code }, index) => (
        <p key={index} ref={showNote} class="pl-cards__note is-bad">
          <Icon name="alert" size={16} />
          <span>{failureWords(context, name, code)}</span>
        </p>
      ))}
      {waiting.value !== null && uploads.length > 0 && (
        <p ref={showNote} class="pl-cards__note">
          <Icon name="clock" size={16} />
          <span>{t("files.later")}</span>
          <button
            type="button"
            class="pl-up__retry"
            onClick={() => {
              waiting.value = null;
              context.panel.focusComposer();
            }}
          >
            {t("files.cancel")}
          </button>
        </p>
      )}
    </div>
  );
}
