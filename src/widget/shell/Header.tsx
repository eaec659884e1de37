import type { JSX } from "preact";
import { useWidget } from "../model/widget-context.ts";
import { teamOf } from "../model/team-of.ts";
import { HeaderTools } from "./HeaderTools.tsx";
import { ConversationSlot } from "../model/chunk-slots.tsx";

interface HeaderProps {
  /** The line under the name, used while the conversation does not provide one. */
  readonly sub?: string;
}

/** The other party's name and state, the options menu and the close button. */
export function Header({ sub: said }: HeaderProps): JSX.Element {
  const context = useWidget();
  const { signals } = context.chat;
  const { options } = context.host;
  // Until the conversation chunk has loaded, there is no conversation to describe.
  const told = ConversationSlot.chunk.value?.headerOf(context);
  const agent = told?.agent ?? null;
  const isLive = signals.stream.value.kind === "live";
  const Heading = `h${options.headingLevel}` as const;
  const name = agent?.name ?? (options.company || context.translator.t("launcher.open"));
  // Each text has an element of its own: a translator may have replaced the text node in it.
  const sub = said ?? told?.sub ?? teamOf(context);
  return (
    <div class="pl-header" part="header">
      {agent !== null && (
        <ConversationSlot part="Avatar" name={agent.name} url={agent.avatarUrl} size="md" />
      )}
      <div class="pl-header__id">
        <Heading class="pl-header__name" tabIndex={-1} ref={context.panel.title}>
          <span key={name}>{name}</span>
        </Heading>
        <div class="pl-header__sub">
          {agent?.isGone === false && isLive && <span class="pl-dot" />}
          <span key={sub}>{sub}</span>
        </div>
      </div>
      <HeaderTools />
    </div>
  );
}
