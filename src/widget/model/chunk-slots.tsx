import { signal, type ReadonlySignal } from "@preact/signals";
import type { ComponentType, JSX } from "preact";

import type { createChatParts } from "../../transport/chat-parts.ts";
import type { ConversationState, Member, Message, Phase } from "../../transport/index.ts";
import { en, type Catalogue } from "../i18n/en.ts";
import type { WordsPart } from "../i18n/fetch-words.ts";
import type { Avatar } from "../parts/Avatar.tsx";
import { addIcons } from "../parts/Icon.tsx";
import type { AttachChunk, RowFilesChunk } from "./attach-chunk.ts";
import type { Chunk, Component } from "./chunk.ts";
import type { DirectChunk } from "./direct-chunk.ts";
import type { LazyCode } from "./lazy-methods.ts";
import type { FormattedTextChunk } from "./formatted-text-chunk.ts";
import type { LiveRegions } from "./live-regions.ts";
import type { LogView } from "./log-view.ts";
import type { Question } from "./panel.ts";
import type { RichChunk } from "./rich-chunk.ts";
import type { HelloChunk, LeaveMessageChunk, PreChatChunk } from "./pre-chat-chunks.ts";
import { useTranslator, type WidgetContext } from "./widget-context.ts";
import type { Widget } from "./widget.ts";

/*
 * The chunks that are loaded on demand, as the rest of the widget sees them. Only
 * `shell/load-chunks.ts` knows the files; each of them says that it satisfies its interface.
 */

/** Makes the panel modal while it covers a small screen: loaded on such a screen. */
export interface MobileFullscreenChunk extends Chunk {
  /** Returns the undo. */
  readonly showMobileFullscreen: (
    context: WidgetContext,
    host: HTMLElement,
    media: MediaQueryList,
  ) => () => void;
}

/**
 * Sound, icon and title of a page whose visitor looks elsewhere, and the mark of the messages that
 * they missed: loaded when they do.
 */
export interface AttentionChunk extends Chunk {
  /** Reports unread messages beside the launcher. Returns the undo. */
  readonly drawAttention: (context: WidgetContext) => () => void;
  /** Asks at the end of the log whether the visitor is still there. */
  readonly IdleCard: Component;
  /** The newest unread message, or the idle warning, beside the launcher of a closed panel. */
  readonly News: Component;
  readonly UnreadDivider: Component;
}

/** Browser notifications: loaded when a site offers them. */
export interface NotificationsChunk extends Chunk {
  /** Whether the browser supports notifications. */
  readonly canNotify: () => boolean;
  readonly wantsNotices: (deploymentId: string) => boolean;
  /** Switches notifications within a user gesture. Returns whether they are on now. */
  readonly setNotices: (deploymentId: string, isOn: boolean) => Promise<boolean>;
  /** Notifies of messages that arrive while the page is hidden. Returns the undo. */
  readonly notifyOfUnread: (context: WidgetContext) => () => void;
}

/** The search for sensitive data in a text: loaded when a site wants the visitor to be asked. */
export interface SensitiveDataChunk extends Chunk {
  /** Sends a text, or asks the visitor first when it contains sensitive data. */
  readonly sendGuarded: (context: WidgetContext, text: string, send: () => void) => void;
}

/** Marks on the page's own buttons: loaded if it has any. */
export interface OwnButtonsChunk extends Chunk {
  /** Shows the panel's state on the page's own buttons. Returns the undo. */
  readonly markOwnButtons: (context: WidgetContext, selector: string) => () => void;
}

/** Styles for forced colours: loaded where the system forces them. */
export interface ForcedColorsChunk extends Chunk {
  readonly css: string;
}

type Failure = Omit<Extract<Phase, { kind: "failed" }>, "kind">;
/** Message rows, queue card, banners and screens: loaded as soon as the panel is rendered. */
export interface ConversationChunk extends Chunk {
  readonly createChatParts: typeof createChatParts;
  /** Forgets the visitor when another tab has been reset. Returns the undo. */
  readonly followResets: (widget: Widget) => () => void;
  /** Forgets the visitor in this tab and in all others of this browser. */
  readonly reset: (widget: Widget) => Promise<void>;
  /**
   * Starts all effects besides rendering. Returns the undo.
   * @param opened - the state when the panel was rendered; later changes are reported too
   */
  readonly startEffects: (
    context: WidgetContext,
    regions: LiveRegions,
    host: HTMLElement,
    opened: ConversationState,
  ) => () => void;
  /** The present agent, and the line under the name. */
  readonly headerOf: (context: WidgetContext) => {
    readonly agent: Member | null;
    readonly sub: string;
  };
  readonly AttachButton: Component;
  readonly Avatar: typeof Avatar;
  readonly Connecting: Component<{ since: number }>;
  readonly EmojiButton: Component;
  readonly FailedStart: Component<Failure>;
  readonly HelpLine: Component;
  readonly MessageLog: Component;
  readonly OfflineHint: Component;
  readonly StatusBanner: Component;
}

/**
 * Menu, dialogs, cards and the ended screen: loaded with the visitor's first action in the panel,
 * or when one of them has to be rendered.
 */
export interface SecondaryChunk extends Chunk {
  /** Tells the site owner of invalid options. */
  readonly reportOptions: (widget: Widget, options: Readonly<Record<string, unknown>>) => void;
  readonly createLazyMethods: (widget: Widget) => LazyCode;
  /** Moves focus to the last message that was not sent. Returns whether there is one. */
  readonly focusLastFailed: (context: WidgetContext) => boolean;
  /** Announces that a screen is shared, and that it is no longer. Returns the undo. */
  readonly announceMedia: (context: WidgetContext) => () => void;
  /** Moves focus on when the element that had it is gone. Returns the undo. */
  readonly keepFocus: (context: WidgetContext) => () => void;
  readonly Confirm: Component<{ what: Question }>;
  readonly Counter: Component<{ text: string; startText: string; wantsText: boolean }>;
  readonly EmojiPicker: Component<{
    onPick: (one: string) => void;
    close: (returnsFocus: boolean) => void;
  }>;
  /** The end of a conversation, below its log. */
  readonly EndCard: Component;
  /** It stands for the composer after the end. */
  readonly EndFoot: Component;
  /** The screen after a conversation without a message. */
  readonly Ended: Component;
  readonly Failed: Component<Failure>;
  readonly FailedDelivery: Component<{ row: Message }>;
  readonly JumpToLatest: Component<LogView>;
  readonly LanguageNotice: Component;
  readonly LiveStrip: Component;
  readonly MediaCard: Component<{ row: Message; name: string }>;
  readonly Menu: Component<{ close: (returnsFocus: boolean) => void }>;
  readonly NoFiles: Component;
  readonly OlderMessages: Component<LogView>;
}

/** The name of a component of a chunk, together with its props. */
type PartProps<Parts> = {
  [Name in keyof Parts]: Parts[Name] extends Component<infer Props>
    ? { readonly part: Name } & Props
    : never;
}[keyof Parts];

/**
 * Renders a component of a chunk. Until the chunk and its messages in the widget's language have
 * loaded, it renders nothing and starts the loads.
 */
export interface ChunkSlot<Parts> {
  (props: PartProps<Parts>): JSX.Element | null;
  /** Null until the chunk has loaded. */
  readonly chunk: ReadonlySignal<Parts | null>;
  /** Imports the file; set by `shell/load-chunks.ts`. */
  source: () => Promise<{ readonly chunk: Parts }>;
  /** Loads the chunk once. Rejects without a network; the next call tries again. */
  fetch(): Promise<Parts>;
  /** Loads the chunk once; a failed load is tried again when the browser is back online. */
  load(): void;
  /** Whether the chunk has been asked for and is neither there nor failed. */
  isLoading(): boolean;
}

/**
 * A slot is one for all widgets of a page: it holds code and no data of a widget.
 * @param words - the part of a language's catalogue that the chunk's components need
 */
function chunkSlot<Parts extends Chunk>(words?: WordsPart): ChunkSlot<Parts> {
  const chunk = signal<Parts | null>(null);
  let loading: Promise<Parts> | null = null;
  const Slot = (({ part, ...props }) => {
    const hasWords = useTranslator().hasWords(words);
    const Part = chunk.value?.[part] as ComponentType | undefined;
    if (Part !== undefined && hasWords) return <Part {...props} />;
    Slot.load();
    return null;
  }) as ChunkSlot<Parts>;
  return Object.assign(Slot, {
    chunk,
    fetch: () =>
      (loading ??= Slot.source().then(
        ({ chunk: arrived }) => {
          addIcons(arrived.icons ?? {});
          return (chunk.value = arrived);
        },
        (error: unknown) => {
          loading = null;
          throw error;
        },
      )),
    load() {
      Slot.fetch().catch(() => addEventListener("online", Slot.load, { once: true }));
    },
    isLoading: () => loading !== null && chunk.peek() === null,
  });
}

export const AttachSlot = chunkSlot<AttachChunk>("attach");
export const AttentionSlot = chunkSlot<AttentionChunk>();
export const ConversationSlot = chunkSlot<ConversationChunk>();
export const DirectSlot = chunkSlot<DirectChunk>("secondary");
export const ForcedColorsSlot = chunkSlot<ForcedColorsChunk>();
export const FormattedTextSlot = chunkSlot<FormattedTextChunk>();
/** Its words are part of those of the pre-chat chunk. */
export const HelloSlot = chunkSlot<HelloChunk>("pre-chat");
export const LeaveMessageSlot = chunkSlot<LeaveMessageChunk>("pre-chat");
export const MobileFullscreenSlot = chunkSlot<MobileFullscreenChunk>();
export const NotificationsSlot = chunkSlot<NotificationsChunk>();
export const OwnButtonsSlot = chunkSlot<OwnButtonsChunk>();
export const PreChatSlot = chunkSlot<PreChatChunk>("pre-chat");
export const RichSlot = chunkSlot<RichChunk>("rich");
export const RowFilesSlot = chunkSlot<RowFilesChunk>("attach");
export const SecondarySlot = chunkSlot<SecondaryChunk>("secondary");
export const SensitiveDataSlot = chunkSlot<SensitiveDataChunk>();

/** The slots whose chunks have styles and messages; later styles win over earlier ones. */
export const drawnSlots = [
  ConversationSlot,
  AttachSlot,
  RowFilesSlot,
  AttentionSlot,
  RichSlot,
  FormattedTextSlot,
  ForcedColorsSlot,
  SecondarySlot,
  DirectSlot,
  HelloSlot,
  PreChatSlot,
  LeaveMessageSlot,
] as const;

/** The English catalogues of the chunks that have been loaded so far. */
export const englishWords = (): readonly Catalogue[] => [
  en,
  ...drawnSlots.map(({ chunk }) => chunk.value?.words ?? {}),
];
