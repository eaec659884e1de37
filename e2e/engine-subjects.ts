/**
 * The subjects that depend on the browser's engine. A test with one of them runs in every engine,
 * all others in Chromium. docs/engines.md lists the tests with the reasons.
 */
export const engineSubjects = {
  layout: "sizes, stacking, scrolling, styles and writing direction",
  focus: "which element has focus, the stops of Tab, the caret",
  accessibility: "the computed roles, names and colors that axe reads",
  storage: "storage and its failures, Web Locks, BroadcastChannel",
  network: "sockets and requests that fail, and being offline",
  policy: "content security policy, integrity hashes, sandboxed frames",
  document: "parsing, history, printing, downloads and garbage collection",
  builtins: "the built-in objects that pages change, freeze or lack",
} as const;

/** The tags of all subjects begin with it. */
export const ENGINE_TAG = "@engine";

export type EngineSubject = keyof typeof engineSubjects;

/** The tag of a test with this subject. */
export const engine = (subject: EngineSubject): `${typeof ENGINE_TAG}-${EngineSubject}` =>
  `${ENGINE_TAG}-${subject}`;
