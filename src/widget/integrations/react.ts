/**
 * The chat widget as a React component, for React 18 and newer.
 * @packageDocumentation
 */
import { createElement, useEffect, useRef, type ReactElement } from "react";
import { chatComponent, type DirectChatProps, type ParlorChatProps } from "./chat-component.ts";

/** The chat widget, floating or inline. Does not render the widget on a server. @public */
export const ParlorChat: (props: ParlorChatProps | DirectChatProps) => ReactElement | null =
  chatComponent<ReactElement>({
    useEffect,
    useRef,
    place: (ref, className) => createElement("div", { ref, className }),
  });

export type { ComponentProps, DirectChatProps, ParlorChatProps } from "./chat-component.ts";
