import "./Desk.css";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Bar } from "./Bar.tsx";
import { ChatPane } from "./ChatPane.tsx";
import { DeskContext, PageContext, useDesk, type DeskPage } from "./desk-context.ts";
import { DropZone } from "./DropZone.tsx";
import { focusHome } from "./focus.ts";
import { Side } from "./Side.tsx";
import { SignIn } from "./SignIn.tsx";

/** The whole page: the sign-in, or the desk of the agent who has signed in. */
export function DeskRoot({ page }: { page: DeskPage }): JSX.Element {
  const desk = page.app.desk.value;
  const hadDesk = useRef(false);
  if (desk !== null) hadDesk.current = true;
  return (
    <PageContext.Provider value={page}>
      {desk === null ? (
        <SignIn takesFocus={hadDesk.current} />
      ) : (
        <DeskContext.Provider value={desk}>
          <Desk />
        </DeskContext.Provider>
      )}
    </PageContext.Provider>
  );
}

/** Bar, lists, one chat. */
function Desk(): JSX.Element {
  const { notices, selection } = useDesk();
  const problem = notices.problem.value;
  // On a phone the list goes with the row that was pressed.
  useLayoutEffect(() => queueMicrotask(focusHome), [selection.id.value]);
  return (
    <>
      <Bar />
      {problem !== "" && (
        <p class="dk-alert" role="alert">
          {problem}
        </p>
      )}
      <main class="dk-body" data-list={selection.id.value === null ? "" : undefined}>
        <Side />
        <ChatPane />
      </main>
      <DropZone />
      <Spoken isUrgent={false} />
      <Spoken isUrgent />
    </>
  );
}

/** The lines for screen readers. Each has an element of its own, so that it is new. */
function Spoken({ isUrgent }: { isUrgent: boolean }): JSX.Element {
  const lines = useDesk().notices.lines.value.filter((line) => line.isUrgent === isUrgent);
  return (
    <div class="pl-vh" aria-live={isUrgent ? "assertive" : "polite"}>
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}
