import type { ComponentProps as PreactProps, VNode } from "preact";
import type { ComponentProps as ReactProps, ReactElement } from "react";
import { expectTypeOf, test } from "vitest";
import type { ParlorChatElement } from "../../src/widget/integrations/element.ts";
import type { ParlorChat as PreactChat } from "../../src/widget/integrations/preact.ts";
import type { ParlorChat as ReactChat } from "../../src/widget/integrations/react.ts";
import { webMessaging } from "../../src/widget/integrations/web-messaging.ts";
import type {
  mount,
  ConnectionName,
  DirectWidgetOptions,
  HookValues,
  ParlorErrorCode,
  ParlorEvent,
  ParlorEventType,
  ParlorFacts,
  ParlorHandle,
  PhaseName,
  Routing,
  WidgetOptions,
  WidgetRouting,
  WindowRect,
} from "../../src/widget/index.ts";
import type { createGuestChat, MessageKey, Phase } from "../../src/transport/index.ts";

/*
 * The types that an editor shows to users of Parlor. The compiler runs these checks: `tsc -p
 * tsconfig.test.json`.
 */

declare const chat: ParlorHandle;
const options: WidgetOptions = {
  organizationId: "o",
  deploymentId: "d",
  routing: { queue: "Bookings" },
};

test("options: three are required, and each has its own type", () => {
  type Required = {
    [Name in keyof WidgetOptions]-?: undefined extends WidgetOptions[Name] ? never : Name;
  }[keyof WidgetOptions];
  expectTypeOf<Required>().toEqualTypeOf<"organizationId" | "deploymentId" | "routing">();
  expectTypeOf<typeof mount>().toEqualTypeOf<
    (options: WidgetOptions | DirectWidgetOptions, target?: Element) => ParlorHandle
  >();
  expectTypeOf(options.routing).toEqualTypeOf<WidgetRouting>();
  expectTypeOf(options.routing).toExtend<Routing>();
  expectTypeOf<WidgetOptions["theme"]>().toEqualTypeOf<"light" | "dark" | "auto" | undefined>();
  expectTypeOf<WidgetOptions["headingLevel"]>().toEqualTypeOf<1 | 2 | 3 | 4 | 5 | 6 | undefined>();
  // @ts-expect-error -- an option that there is none of
  ({ ...options, themes: "dark" }) satisfies WidgetOptions;
  // @ts-expect-error -- a queue is named
  ({ ...options, routing: {} }) satisfies WidgetOptions;
});

test("options: a service that the browser talks to itself has others", () => {
  const direct: DirectWidgetOptions = {
    backend: webMessaging({ region: "mypurecloud.de" }),
    deploymentId: "d",
    getAuthCode: async () => ({ code: "c", redirectUri: "https://a.test" }),
  };
  // @ts-expect-error -- the deployment's flow routes
  ({ ...direct, routing: { queue: "Bookings" } }) satisfies DirectWidgetOptions;
  // @ts-expect-error -- there is no server of the guest chat protocol
  ({ ...options, backend: direct.backend }) satisfies WidgetOptions;
  // @ts-expect-error -- nobody signs in there
  ({ ...options, getAuthCode: direct.getAuthCode }) satisfies WidgetOptions;
  // @ts-expect-error -- one or the other
  webMessaging({ region: "mypurecloud.de", endpoint: "http://127.0.0.1:9140" });
  // @ts-expect-error -- an ID token comes with its nonce
  ({ ...direct, getAuthCode: async () => ({ idToken: "i" }) }) satisfies DirectWidgetOptions;
});

test("events: a listener knows what its event carries", () => {
  const types = (): void => {
    chat.on("unread", (event) => expectTypeOf(event.data.count).toEqualTypeOf<number>());
    chat.on("open", (event) => expectTypeOf(event.data.rect).toEqualTypeOf<WindowRect>());
    chat.on("connection", (event) =>
      expectTypeOf(event.data.state).toEqualTypeOf<ConnectionName>(),
    );
    chat.on("message:received", ({ data }) => {
      expectTypeOf(data.key).toEqualTypeOf<string>();
      expectTypeOf(data.text).toEqualTypeOf<string | undefined>();
    });
    chat.once("message:failed", ({ data }) =>
      expectTypeOf(data.code).toEqualTypeOf<ParlorErrorCode>(),
    );
    chat.on("conversation:ended", ({ data }) =>
      expectTypeOf(data.by).toEqualTypeOf<"guest" | "agent" | "timeout" | "system">(),
    );
    chat.on("rating:submitted", ({ data }) => expectTypeOf(data.score).toEqualTypeOf<number>());
    chat.on("close", (event) => {
      expectTypeOf(event.type).toEqualTypeOf<"close">();
      expectTypeOf(event.conversationId).toEqualTypeOf<string | null>();
      expectTypeOf(event.at).toEqualTypeOf<number>();
    });
    chat.on("*", (event) => {
      expectTypeOf(event).toEqualTypeOf<ParlorEvent>();
      expectTypeOf(event.type).toEqualTypeOf<ParlorEventType>();
    });
    // @ts-expect-error -- an event that there is none of
    chat.on("opened", () => undefined);
    // @ts-expect-error -- its event carries no count
    chat.on("close", (event) => event.data.count.toFixed());
  };
  expectTypeOf(types).toBeFunction();
  expectTypeOf<ReturnType<ParlorHandle["on"]>>().toEqualTypeOf<() => void>();
});

test("get() returns the whole snapshot, or one value by name", () => {
  const types = (): void => {
    expectTypeOf(chat.get()).toEqualTypeOf<ParlorFacts>();
    expectTypeOf(chat.get("unread")).toEqualTypeOf<number>();
    expectTypeOf(chat.get("version")).toEqualTypeOf<string>();
    expectTypeOf(chat.get("connection")).toEqualTypeOf<ConnectionName>();
    expectTypeOf(chat.get("state").phase).toEqualTypeOf<PhaseName>();
    expectTypeOf(chat.get("conversation").id).toEqualTypeOf<string | null>();
    // @ts-expect-error -- nothing of that name can be read
    chat.get("phase");
  };
  expectTypeOf(types).toBeFunction();
});

test("methods and hooks: parameters and results", () => {
  expectTypeOf<ParlorHandle["send"]>().toEqualTypeOf<(text: string) => Promise<string>>();
  expectTypeOf<Parameters<ParlorHandle["exportTranscript"]>>().toEqualTypeOf<
    [format: "txt" | "html" | "json"]
  >();
  const types = (): void => {
    chat.hook("beforeSend", ({ text }) => ({ text: text.trim() }));
    chat.hook("beforeOpen", async (value) => {
      expectTypeOf(value).toEqualTypeOf<HookValues["beforeOpen"]>();
      return false;
    });
    // @ts-expect-error -- a text is not a number
    chat.hook("beforeSend", () => ({ text: 1 }));
  };
  expectTypeOf(types).toBeFunction();
});

test("the element: found by its name, with every option as a property", () => {
  const types = (): void => {
    const element = document.querySelector("parlor-chat");
    expectTypeOf(element).toEqualTypeOf<ParlorChatElement | null>();
    expectTypeOf(document.createElement("parlor-chat")).toEqualTypeOf<ParlorChatElement>();
    if (element === null) return;
    expectTypeOf(element.chat).toEqualTypeOf<ParlorHandle | null>();
    expectTypeOf(element.inline).toEqualTypeOf<boolean>();
    expectTypeOf(element.preChat).toEqualTypeOf<WidgetOptions["preChat"]>();
    element.routing = { queue: "Bookings", skills: ["bikes"] };
    // @ts-expect-error -- a theme that there is none of
    element.theme = "pink";
  };
  expectTypeOf(types).toBeFunction();
});

/** The properties that only the components have. */
interface OwnProps {
  readonly inline?: boolean;
  readonly className?: string;
  readonly onReady?: (chat: ParlorHandle) => void;
  readonly onEvent?: (event: ParlorEvent) => void;
  readonly onError?: (error: unknown) => void;
}
interface Props extends WidgetOptions, OwnProps {}
interface DirectProps extends DirectWidgetOptions, OwnProps {}

test("the components of React and Preact take the options, and the same few props of their own", () => {
  expectTypeOf<ReactProps<typeof ReactChat>>().toEqualTypeOf<Props | DirectProps>();
  expectTypeOf<PreactProps<typeof PreactChat>>().toEqualTypeOf<ReactProps<typeof ReactChat>>();
  expectTypeOf<ReturnType<typeof ReactChat>>().toEqualTypeOf<ReactElement | null>();
  expectTypeOf<ReturnType<typeof PreactChat>>().toEqualTypeOf<VNode | null>();
});

test("the transport: a key is not any text, and a phase says what it is", () => {
  type Chat = ReturnType<typeof createGuestChat>;
  expectTypeOf<ReturnType<Chat["send"]>>().toEqualTypeOf<MessageKey>();
  expectTypeOf<string>().not.toExtend<MessageKey>();
  expectTypeOf<Extract<Phase, { kind: "ended" }>["at"]>().toEqualTypeOf<number>();
});
