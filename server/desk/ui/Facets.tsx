import { Fragment, type JSX } from "preact";

/** Short facts in one line, each with its own direction. */
export function Facets({ of }: { of: readonly (string | null | undefined)[] }): JSX.Element {
  return (
    <>
      {of.filter(Boolean).map((words, index) => (
        <Fragment key={index}>
          {index > 0 && " · "}
          <bdi class="pl-tnum">{words}</bdi>
        </Fragment>
      ))}
    </>
  );
}
