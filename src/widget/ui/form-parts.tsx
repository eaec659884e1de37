/* What a site asks before the chat: see lazy-parts.tsx. */
export { enForms as words } from "../i18n/en-forms.ts";
export { default as css } from "../theme/forms.css?inline";
export { PreChat } from "./forms/PreChat.tsx";
