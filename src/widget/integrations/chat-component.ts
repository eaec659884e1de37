import type { ParlorListener } from "../model/events.ts";
import type { ParlorHandle } from "../api/handle.ts";
import type { DirectWidgetOptions, GivenOptions, WidgetOptions } from "../options/options.ts";
import { createManagedChat, type KeptChat } from "./managed-chat.ts";

/** The options, and props that only a component has. @public */
export interface ParlorChatProps extends WidgetOptions, ComponentProps {}

/** The same for a service that the browser talks to itself. @public */
export interface DirectChatProps extends DirectWidgetOptions, ComponentProps {}

/** Props that only a component has. @public */
export interface ComponentProps {
  /**
   * Places the panel in the page's flow, in an element of its own. Default false: it floats behind
   * its launcher.
   */
  readonly inline?: boolean;
  /** Class of the element that holds an inline panel. */
  readonly className?: string;
  /**
   * Called when the widget is ready, and again with a new handle after a change of `api`,
   * `deploymentId` or another option that a widget cannot change.
   */
  readonly onReady?: (chat: ParlorHandle) => void;
  readonly onEvent?: ParlorListener;
  /** Called with the error for invalid options. Default: it is reported as an uncaught error. */
  readonly onError?: (error: unknown) => void;
}

/** The hooks that a component needs of its framework: React's and Preact's are the same. */
interface Framework<Node> {
  readonly useEffect: (effect: () => (() => void) | undefined, inputs: readonly unknown[]) => void;
  readonly useRef: <Value>(initial: Value) => { current: Value };
  /** Renders the element that holds an inline panel. */
  readonly place: (ref: { current: HTMLDivElement | null }, className: string | undefined) => Node;
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
const optionsOf = (props: ParlorChatProps | DirectChatProps): GivenOptions =>
  Object.fromEntries(Object.entries(props).filter(([name]) => !ownProps.has(name)));

/**
 * Creates the component. On a server it renders nothing, or the empty element of an inline panel.
 */
export function chatComponent<Node>({
  useEffect,
  useRef,
  place,
}: Framework<Node>): (props: ParlorChatProps | DirectChatProps) => Node | null {
  return (props) => {
    const { inline = false, className } = props;
    const element = useRef<HTMLDivElement | null>(null);
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
    // After every render: options that have not changed cost only a comparison.
    useEffect(() => {
      kept.current?.follow(optionsOf(latest.current));
      return undefined;
    }, [props]);
    return inline ? place(element, className) : null;
  };
}
