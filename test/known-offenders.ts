/*
 * Faults that the rules of code-rules.test.ts have found and that nobody has mended yet. A list may
 * only shrink: an entry that is no fault any more fails the test as well.
 */
export const known: {
  readonly cycles: readonly (readonly string[])[];
  readonly castCount: number;
  readonly uncheckedJson: readonly string[];
  readonly vendorWords: readonly string[];
  readonly silentRejections: readonly string[];
} = {
  cycles: [
    ["server/desk/model/outbox.ts", "server/desk/model/unfinished.ts"],
    [
      "src/widget/model/events.ts",
      "src/widget/model/panel.ts",
      "src/widget/model/widget-context.ts",
      "src/widget/sensitive-data/sensitive-data.ts",
    ],
    [
      "src/widget/api/dispatch-call.ts",
      "src/widget/api/handle.ts",
      "src/widget/api/reset.ts",
      "src/widget/conversation/chunk.tsx",
      "src/widget/conversation/composer/EmojiButton.tsx",
      "src/widget/conversation/log/MessageLog.tsx",
      "src/widget/conversation/log/MessageRow.tsx",
      "src/widget/pre-chat/ClosedScreen.tsx",
      "src/widget/pre-chat/PreChatForm.tsx",
      "src/widget/pre-chat/PreChatScreen.tsx",
      "src/widget/pre-chat/chunk.tsx",
      "src/widget/secondary/chunk.tsx",
      "src/widget/secondary/lazy-methods.ts",
      "src/widget/shell/App.tsx",
      "src/widget/shell/Composer.tsx",
      "src/widget/shell/Header.tsx",
      "src/widget/shell/HeaderTools.tsx",
      "src/widget/shell/load-chunks.tsx",
      "src/widget/shell/widget.ts",
    ],
  ],
  castCount: 184,
  uncheckedJson: ["server/desk/model/desk-state.ts", "src/widget/loader/loader.ts"],
  vendorWords: [
    "server/desk/model/desk-state.ts",
    "server/desk/ui/ChatPane.tsx",
    "server/src/domain/chat-event.ts",
    "server/src/domain/conversation-change.ts",
    "server/src/domain/decide.ts",
    "server/src/domain/model.ts",
    "server/src/service/active-conversation.ts",
    "server/src/service/conversation-queries.ts",
    "server/src/service/conversations.ts",
    "server/src/service/guest-commands.ts",
    "server/src/service/router.ts",
    "server/src/service/seats.ts",
    "server/src/service/take-conversation.ts",
    "server/src/testing/chat-story.ts",
  ],
  silentRejections: [
    "server/desk/model/desk-acts.ts",
    "server/desk/model/desk-state.ts",
    "server/src/adapters/audit-log.ts",
    "server/src/service/active-conversations.ts",
    "server/src/service/read-audit.ts",
    "src/widget/conversation/log/MessageLog.tsx",
    "src/widget/conversation/screens/Failed.tsx",
    "src/widget/conversation/screens/Screen.tsx",
    "src/widget/pre-chat/PreChatForm.tsx",
    "src/widget/pre-chat/PreChatScreen.tsx",
    "src/widget/secondary/Ended.tsx",
    "src/widget/secondary/MediaCard.tsx",
    "src/widget/secondary/Menu.tsx",
    "src/widget/shell/App.tsx",
    "src/widget/shell/widget.ts",
  ],
};
