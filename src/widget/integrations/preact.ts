/**
 * The chat widget as a Preact component.
 * @packageDocumentation
 */
import { h, type VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { chatComponent, type DirectChatProps, type ParlorChatProps } from "./chat-component.ts";

/** The chat widget, floating or inline. Does not render the widget on a server. @public */
export const ParlorChat: (props: ParlorChatProps | DirectChatProps) => VNode | null =
  chatComponent<VNode>({
    useEffect,
    useRef,
    place: (ref, className) => h("div", { ref, class: className }) as VNode,
  });

export type { ComponentProps, DirectChatProps, ParlorChatProps } from "./chat-component.ts";
