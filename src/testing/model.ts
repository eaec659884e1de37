import type { EndReason, MediaType } from "../transport/index.ts";

/*
 * The types of the fake server's data that hosts see, too. Their declarations are published, so
 * they do not refer to the contract. Times are milliseconds since 1970.
 */

export type { EndReason, MediaType };

/** A bot that sends messages before the queue takes over. @public */
export interface Greeting {
  /** The bot's name. */
  readonly name: string;
  /** The texts that the bot sends, each as a message of its own. */
  readonly lines: readonly string[];
  /**
   * The answers under the last text, offered before there is a conversation and in it. Default:
   * none. Other answers are followed by `Talk to a person`, unless they have it.
   */
  readonly choices?: readonly GreetingChoice[];
}

/** An answer that a greeting offers. @public */
export interface GreetingChoice {
  /** The label. */
  readonly text: string;
  /** The message that the visitor sends by choosing it. Default: the label. */
  readonly payload?: string;
  /** The name of the queue that it leads to. Default: the one that the page asks for. */
  readonly queue?: string;
}

/** Something that the visitor may choose. @public */
export interface OfferedChoice {
  /** 1 to 80 characters. */
  readonly text: string;
  /** Comes back with the answer. Default: the text. */
  readonly payload?: string;
  /** An `https:` address. */
  readonly imageUrl?: string;
  /** A second line. */
  readonly detail?: string;
}

/** A card: a title, a text, a picture, a link and up to four buttons. @public */
export interface OfferedCard {
  readonly title: string;
  readonly text?: string;
  readonly imageUrl?: string;
  readonly link?: string;
  readonly actions?: readonly {
    readonly kind: "answer" | "link";
    readonly text: string;
    readonly payload?: string;
    readonly url?: string;
  }[];
}

/**
 * A part of an agent's message that the visitor answers by choosing; the fields are those of its
 * kind.
 * @public
 */
export interface OfferedContent {
  readonly kind: "choices" | "cards" | "times" | "list";
  readonly choices?: readonly OfferedChoice[];
  readonly cards?: readonly OfferedCard[];
  /** Of times and of a list. */
  readonly title?: string;
  readonly subtitle?: string;
  readonly imageUrl?: string;
  /** `at` in ISO 8601. */
  readonly times?: readonly {
    readonly at: string;
    readonly minutes: number;
    readonly payload?: string;
  }[];
  readonly sections?: readonly {
    readonly title?: string;
    readonly isMultiple?: boolean;
    readonly items: readonly OfferedChoice[];
  }[];
}

/** The state of a media request, as the contract names it. @public */
export type MediaRequestState =
  | "PENDING"
  | "ACCEPTED"
  | "DECLINED"
  | "TIMEDOUT"
  | "CANCELLED"
  | "ERRORED";

/** A visitor's rating of the chat. @public */
export interface Rating {
  /** 1 to 5. */
  readonly score: number;
  /** Null if the visitor left no comment. */
  readonly comment: string | null;
}

/** A visitor's identity, as the visitor gave it. */
export interface Person {
  readonly displayName: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  readonly avatarImageUrl?: string;
}

/** The visitor's input for creating the conversation. */
export interface NewChat {
  readonly organizationId: string;
  readonly deploymentId: string;
  readonly queue: string;
  readonly skills: readonly string[];
  readonly language: string | null;
  readonly priority: number;
  readonly person: Person;
  readonly customFields: Readonly<Record<string, string>>;
  readonly isAuthenticated: boolean;
}
