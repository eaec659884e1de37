import type { IncomingMessage } from "../../conversation/message.ts";
import { codeOf } from "../../errors.ts";
import type { Ports } from "../../options.ts";
import { failureLogger } from "../../ports/log.ts";
import type { Draft, NoteTime, Session, Sink } from "../backend.ts";
import type { Config } from "./config.ts";
import { createExpiry } from "./expiry.ts";
import type { Files } from "./files.ts";
import type { Frame, SessionFacts } from "./frames.ts";
import type { History, Page } from "./history.ts";
import type { LinkListener } from "./configure.ts";
import type { Link } from "./link.ts";
import { lookUp } from "./look-up.ts";
import { createReports, type Reports } from "./reports.ts";
import type { WireMessage } from "./wire-message.ts";
import { capabilitiesOf, limitsOf, type EndKind } from "./session.ts";

/* Follows one conversation: what comes, what was missed, and what was before. */

/** So many pages are read at most to meet the messages that are known. */
const MAX_PAGES = 40;

export interface ConversationDeps {
  readonly session: Session;
  readonly sink: Sink;
  readonly link: Link;
  readonly history: History;
  /** The configuration as far as it is known; `configured` resolves when it is. */
  readonly config: () => Config;
  readonly configured: Promise<unknown>;
  readonly files: Files;
  readonly ports: Ports;
  readonly noteTime: NoteTime;
  readonly signal: AbortSignal;
  /** Empties the log: the messages that are known are not those of the service any more. */
  readonly restartLog: () => void;
  /** Called with each new state of the session, before it is told. */
  readonly onFacts: (facts: SessionFacts) => void;
  /** Called with a refusal that answers no request. */
  readonly onRefusal: (frame: Extract<Frame, { kind: "refused" }>) => void;
}

export interface Conversation {
  /** Those of the log as it is now; a log that begins anew has others. */
  readonly reports: () => Reports;
  loadOlder(signal: AbortSignal): Promise<void>;
  lookUp(draft: Draft): Promise<IncomingMessage | null>;
  /** Notes a message: the next connection goes on from it. */
  noteSent(message: WireMessage): void;
  /** Changes how the conversation can be ended. */
  setEnd(end: EndKind): void;
  /** Tells again what is offered. */
  tell(): void;
  close(): void;
}

/** Reads the pages of the history that the transcript lacks. */
function createPages(
  { sink, history, ports: { log }, signal }: ConversationDeps,
  reports: () => Reports,
  restart: () => void,
) {
  let pagesRead = 0;
  const seen = new Set<string>();
  const isLast = ({ isEmpty, total }: Page): boolean => isEmpty || seen.size >= total;
  /** Reads a page, and notes its messages. */
  async function read(number: number, reading: AbortSignal) {
    const page = await history.page(number, reading);
    const isNew = page.messages.some(({ key }) => !seen.has(key));
    for (const { key } of page.messages) seen.add(key);
    return { page, isNew };
  }
  return {
    forget() {
      seen.clear();
      pagesRead = 0;
    },
    note: ({ isShown, key }: Pick<WireMessage, "isShown" | "key">) => {
      if (isShown) seen.add(key);
    },
    async loadOlder(loading: AbortSignal): Promise<void> {
      // New messages shift the pages: one that shows nothing new is followed by the next.
      for (let shifted = 0; shifted < MAX_PAGES; shifted++) {
        const { page, isNew } = await read(pagesRead + 1, loading);
        pagesRead++;
        const hasOlder = !isLast(page);
        await reports().messages(page.messages, { hasOlder });
        if (isNew || !hasOlder) return;
      }
    },
    /**
     * Reports nothing before known messages are met: a gap that is half read would be hidden.
     * @returns whether everything has been read
     */
    async catchUp(): Promise<boolean> {
      const hadAny = seen.size > 0;
      const missed: WireMessage[] = [];
      try {
        for (let number = 1; number <= MAX_PAGES; number++) {
          const { page } = await read(number, signal);
          missed.push(...page.messages);
          pagesRead = Math.max(pagesRead, number);
          const meets = page.messages.some(({ key }) => reports().has(key));
          if (hadAny && !meets && !page.isEmpty) continue;
          const hasOlder = hadAny ? sink.state().hasOlder : !isLast(page);
          await reports().messages(missed, { hasOlder });
          return true;
        }
        log.warn("Too many messages were missed: the log begins anew");
        restart();
        pagesRead = MAX_PAGES;
        for (const { key } of missed) seen.add(key);
        await reports().messages(missed, { hasOlder: true });
        return true;
      } catch (error) {
        failureLogger(log, "Reading the missed messages")(error);
        return codeOf(error) === "aborted";
      }
    },
  };
}

/** Ends a conversation that can only be read, or is closed. @returns whether it is over */
function endIfOver(sink: Sink, { isReadOnly, isConnected }: SessionFacts): boolean {
  const isOver = isReadOnly || !isConnected;
  if (isOver) sink.ended("agent");
  return isOver;
}

export function openConversation(deps: ConversationDeps): Conversation {
  const { sink, link, files, ports, session } = deps;
  const create = (): Reports => createReports({ ...deps, ...session, ...ports });
  let reports = create();
  const pages = createPages(deps, () => reports, restart);
  let end: EndKind = "everyone";
  const expiry = createExpiry(tell);
  /** The first state is told when the configuration is known, too. */
  let isTold = false;

  /** Begins the log anew. */
  function restart(): void {
    reports.close();
    reports = create();
    pages.forget();
    deps.restartLog();
  }
  function tellSession(facts: SessionFacts, isNew = false): void {
    if (isNew) {
      expiry.take(facts);
      deps.onFacts(facts);
    }
    const config = deps.config();
    const capabilities = capabilitiesOf(config, config.canClear ? end : "here", expiry.at());
    sink.session(capabilities, files.isOff() ? null : limitsOf(config, facts));
  }
  function tell(): void {
    if (isTold && link.facts !== null) tellSession(link.facts);
  }
  function noteSent(message: WireMessage): void {
    pages.note(message);
    reports.noteKnown(message.key);
    expiry.note(message);
  }
  function handle(frame: Frame): void {
    if (files.note(frame)) return;
    if (frame.kind === "cleared") return sink.ended("guest");
    if (frame.kind === "refused") return deps.onRefusal(frame);
    if (frame.kind !== "message") return;
    const { message } = frame;
    files.noteAddresses(message.addresses);
    noteSent(message);
    if (reports.live(message).isOver) sink.ended("agent");
  }
  const listener: LinkListener = {
    status: (status) => sink.status(status),
    session(facts) {
      if (isTold) tellSession(facts, true);
      if (endIfOver(sink, facts) || !facts.hasCleared) return;
      restart();
      void pages.catchUp();
    },
    async catchUp(facts) {
      await deps.configured;
      isTold = true;
      tellSession(facts, true);
      if (facts.hasCleared && !facts.isNew) restart();
      const isDone = facts.isNew || (await pages.catchUp());
      // The last words come before the end.
      return endIfOver(sink, link.facts ?? facts) || isDone;
    },
    frame: handle,
    checked: expiry.set,
    ready: () => sink.ready(),
    lost: (error) => sink.lost(error),
  };
  link.listen(listener);

  return {
    reports: () => reports,
    noteSent,
    loadOlder: (loading) => pages.loadOlder(loading),
    lookUp: async (draft) => lookUp(deps, reports, draft),
    setEnd(kind) {
      end = kind;
      tell();
    },
    tell,
    close() {
      reports.close();
      link.close();
    },
  };
}
