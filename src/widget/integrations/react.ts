/**
 * The chat widget as a React component, for React 18 and newer.
 * @packageDocumentation
 */
import { createElement, useEffect, useRef, type ReactElement, type Ref } from "react";
import { chatComponent, type ParlorChatProps } from "./chat-component.ts";

/** The chat widget, floating or inline. Does not render the widget on a server. @public */
export const ParlorChat: (props: ParlorChatProps) => ReactElement | null =
  chatComponent<ReactElement>({
    useEffect,
    useRef,
    place: (ref, className) => createElement("div", { ref: ref as Ref<HTMLDivElement>, className }),
  });

export type { ParlorChatProps } from "./chat-component.ts";
