import type { Bus, ChatEvent, DeskEvent } from "../service/bus.ts";

const isForDesks = (event: ChatEvent | DeskEvent): event is DeskEvent =>
  ["waiting", "missed-list", "ended-list", "agent"].includes(event.kind);

/** The bus of a single process. A listener that throws is reported and stops no other. */
export function createInProcessBus(report: (error: unknown) => void = () => undefined): Bus {
  const byConversation = new Map<string, Set<(event: ChatEvent) => void>>();
  const ofChats = new Set<(event: ChatEvent) => void>();
  const ofDesk = new Set<(event: DeskEvent) => void>();

  function notify<Event>(listeners: ReadonlySet<(event: Event) => void>, event: Event): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        report(error);
      }
    }
  }

  return {
    publish(event) {
      if (isForDesks(event)) return notify<DeskEvent>(ofDesk, event);
      notify<ChatEvent>(byConversation.get(event.conversationId) ?? new Set(), event);
      notify<ChatEvent>(ofChats, event);
    },
    onConversation(conversationId, listener) {
      const listeners = byConversation.get(conversationId) ?? new Set<(event: ChatEvent) => void>();
      byConversation.set(conversationId, listeners);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) byConversation.delete(conversationId);
      };
    },
    onChats(listener) {
      ofChats.add(listener);
      return () => ofChats.delete(listener);
    },
    onDesk(listener) {
      ofDesk.add(listener);
      return () => ofDesk.delete(listener);
    },
  };
}
