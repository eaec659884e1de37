import type { ParlorListener } from "../events.ts";
import type { ParlorHandle } from "../handle.ts";
import type { WidgetOptions } from "../options.ts";
import { createManagedChat, type KeptChat } from "./managed-chat.ts";

/** The options, and what only a component has. @public */
export interface ParlorChatProps extends WidgetOptions {
  /** The window stands in the page's flow, in an element of its own. Default false: it floats behind its launcher. */
  readonly inline?: boolean;
  /** The element of an inline window. */
  readonly className?: string;
  /** The window is there. It is another one after a change of `api`, `deploymentId` and other options that a window keeps. */
  readonly onReady?: (chat: ParlorHandle) => void;
  readonly onEvent?: ParlorListener;
  /** Options that are wrong. Default: they are reported as an uncaught error. */
  readonly onError?: (error: unknown) => void;
}

/** What a component needs of its framework: React's and Preact's are the same. */
interface Framework<Node> {
  readonly useEffect: (effect: () => (() => void) | undefined, inputs: readonly unknown[]) => void;
  readonly useRef: <Value>(initial: Value) => { current: Value };
  /** Draws the element that an inline window stands in. */
  readonly place: (ref: { current: Element | null }, className: string | undefined) => Node;
}

const ownProps: ReadonlySet<string> = new Set([
  "inline",
  "className",
  "children",
  "onReady",
  "onEvent",
  "onError",
]);

/** The options among the props. */
const optionsOf = (props: ParlorChatProps): WidgetOptions =>
  Object.fromEntries(
    Object.entries(props).filter(([name]) => !ownProps.has(name)),
  ) as unknown as WidgetOptions;

/** The window as a component. On a server it draws nothing, or the empty place of an inline window. */
export function chatComponent<Node>({
  useEffect,
  useRef,
  place,
}: Framework<Node>): (props: ParlorChatProps) => Node | null {
  return (props) => {
    const { inline = false, className } = props;
    const element = useRef<Element | null>(null);
    const kept = useRef<KeptChat | null>(null);
    const latest = useRef(props);
    latest.current = props;
    useEffect(() => {
      const parent = inline ? element.current : document.body;
      if (parent === null) return undefined;
      kept.current = createManagedChat(
        parent,
        inline ? "inline" : "floating",
        optionsOf(latest.current),
        {
          onReady: (chat) => latest.current.onReady?.(chat),
          onEvent: (event) => latest.current.onEvent?.(event),
          onError: (error) => (latest.current.onError ?? reportError)(error),
        },
      );
      return () => {
        kept.current?.destroy();
        kept.current = null;
      };
    }, [inline]);
    // After every drawing: what has not changed costs a comparison.
    useEffect(() => {
      kept.current?.follow(optionsOf(latest.current));
      return undefined;
    }, [props]);
    return inline ? place(element, className) : null;
  };
}
