import type { EvidenceName } from "./evidence.ts";

/** The result for a criterion, as a conformance report words it. */
export type Result = "supports" | "partly supports" | "not applicable" | "not tested";

/** A criterion of WCAG 2.2; clause 9 of EN 301 549 has the same one under `9.` and its number. */
export interface Criterion {
  readonly id: string;
  readonly level: "A" | "AA";
  readonly name: string;
  readonly result: Result;
  readonly tests: readonly EvidenceName[];
  readonly note: string;
}

const row = (
  id: string,
  level: "A" | "AA",
  name: string,
  result: Result,
  tests: readonly EvidenceName[] = [],
  note = "",
): Criterion => ({ id, level, name, result, tests, note });

const NO_MEDIA = "No audio or video in the product but the sound of a message";

/** Every criterion of levels A and AA. */
export const criteria: readonly Criterion[] = [
  row("1.1.1", "A", "Non-text Content", "supports", ["axe", "axeDesk", "engines"]),
  row("1.2.1", "A", "Audio-only and Video-only (Prerecorded)", "not applicable", [], NO_MEDIA),
  row("1.2.2", "A", "Captions (Prerecorded)", "not applicable", [], NO_MEDIA),
  row("1.2.3", "A", "Audio Description or Media Alternative", "not applicable", [], NO_MEDIA),
  row("1.2.4", "AA", "Captions (Live)", "not applicable", [], NO_MEDIA),
  row("1.2.5", "AA", "Audio Description (Prerecorded)", "not applicable", [], NO_MEDIA),
  row("1.3.1", "A", "Info and Relationships", "supports", ["axe", "headings", "references"]),
  row("1.3.2", "A", "Meaningful Sequence", "supports", ["tabOrder", "spoken"]),
  row("1.3.3", "A", "Sensory Characteristics", "not tested", [], "Read in the catalogue only"),
  row("1.3.4", "AA", "Orientation", "supports", ["smallWindows"]),
  row("1.3.5", "AA", "Identify Input Purpose", "supports", ["axe", "engines"]),
  row("1.4.1", "A", "Use of Color", "not tested", [], "Forced colors are tested, see 1.4.11"),
  row("1.4.2", "A", "Audio Control", "supports", ["sound"], "The sound is shorter than 3 s"),
  row("1.4.3", "AA", "Contrast (Minimum)", "supports", ["axe", "axeDesk", "colors"]),
  row("1.4.4", "AA", "Resize Text", "supports", ["zoom", "spacing"]),
  row("1.4.5", "AA", "Images of Text", "not applicable", [], "The product has none"),
  row("1.4.10", "AA", "Reflow", "supports", ["zoom", "smallWindows", "smallDesk"]),
  row("1.4.11", "AA", "Non-text Contrast", "partly supports", ["colors"], "Colors of a brand only"),
  row("1.4.12", "AA", "Text Spacing", "supports", ["spacing"], "The desk: not tested"),
  row("1.4.13", "AA", "Content on Hover or Focus", "supports", ["tooltip"]),
  row("2.1.1", "A", "Keyboard", "supports", ["keyboard", "links", "linksDesk"]),
  row("2.1.2", "A", "No Keyboard Trap", "supports", ["tabOrder", "inline"]),
  row("2.1.4", "A", "Character Key Shortcuts", "supports", ["shortcuts", "shortcutsDesk"]),
  row("2.2.1", "A", "Timing Adjustable", "supports", ["idle", "wrapUp", "moreTime"]),
  row("2.2.2", "A", "Pause, Stop, Hide", "not tested", [], "Nothing moves for more than 5 s"),
  row("2.3.1", "A", "Three Flashes or Below Threshold", "not tested", [], "Nothing flashes"),
  row("2.4.1", "A", "Bypass Blocks", "not applicable", [], "The widget's log is one tab stop"),
  row("2.4.2", "A", "Page Titled", "supports", ["axeDesk"], "The desk; a widget has no page"),
  row("2.4.3", "A", "Focus Order", "supports", [
    "tabOrder",
    "focusKept",
    "focusStill",
    "focusDesk",
  ]),
  row("2.4.4", "A", "Link Purpose (In Context)", "supports", ["axe", "axeDesk"]),
  row("2.4.5", "AA", "Multiple Ways", "not applicable", [], "The product is no set of pages"),
  row("2.4.6", "AA", "Headings and Labels", "supports", ["headings", "words"]),
  row("2.4.7", "AA", "Focus Visible", "not tested", [], "Looked at in pictures"),
  row("2.4.11", "AA", "Focus Not Obscured (Minimum)", "supports", ["smallWindows", "smallDesk"]),
  row("2.5.1", "A", "Pointer Gestures", "not applicable", [], "A tap is the only gesture"),
  row("2.5.2", "A", "Pointer Cancellation", "not tested", [], "Acts follow the click event"),
  row("2.5.3", "A", "Label in Name", "supports", ["badge", "engines"]),
  row("2.5.4", "A", "Motion Actuation", "not applicable", [], "No motion is read"),
  row("2.5.7", "AA", "Dragging Movements", "not applicable", [], "Nothing is dragged"),
  row("2.5.8", "AA", "Target Size (Minimum)", "supports", ["targets", "enginesDesk"]),
  row("3.1.1", "A", "Language of Page", "supports", ["language", "axeDesk"]),
  row(
    "3.1.2",
    "AA",
    "Language of Parts",
    "partly supports",
    ["chosenLanguage"],
    "Of messages whose sender says it",
  ),
  row("3.2.1", "A", "On Focus", "supports", ["keyboard"]),
  row("3.2.2", "A", "On Input", "supports", ["keyboard"]),
  row("3.2.3", "AA", "Consistent Navigation", "not applicable", [], "No set of pages"),
  row("3.2.4", "AA", "Consistent Identification", "supports", ["words", "names"]),
  row("3.2.6", "A", "Consistent Help", "not tested", [], "Looked at in pictures"),
  row("3.3.1", "A", "Error Identification", "supports", ["formErrors", "emptySend"]),
  row("3.3.2", "A", "Labels or Instructions", "supports", ["axe", "axeDesk"]),
  row("3.3.3", "AA", "Error Suggestion", "supports", ["formErrors", "formSummary"]),
  row("3.3.4", "AA", "Error Prevention", "supports", ["endAsks", "endAsksDesk"]),
  row("3.3.7", "A", "Redundant Entry", "supports", ["formOnce"]),
  row("3.3.8", "AA", "Accessible Authentication", "not tested", [], "Sign-in fields allow paste"),
  row("4.1.2", "A", "Name, Role, Value", "supports", ["axe", "axeDesk", "engines", "enginesDesk"]),
  row("4.1.3", "AA", "Status Messages", "supports", ["spoken", "spokenDesk"]),
];

/** The other chapters of EN 301 549. */
export const chapters: readonly (readonly [chapter: string, result: Result, note: string])[] = [
  ["5 Generic requirements", "not tested", "No closed functions, no biometrics"],
  ["6 ICT with two-way voice communication", "not applicable", "Text only"],
  ["7 ICT with video capabilities", "not applicable", "A shared screen is a picture for the agent"],
  ["8 Hardware", "not applicable", ""],
  ["9 Web", "partly supports", "The table above"],
  ["10 Non-web documents", "not tested", "The transcript as a page and as text"],
  ["11 Software", "not applicable", "Parlor runs in browsers; their settings are followed"],
  ["12 Documentation and support services", "not tested", "The documentation is Markdown"],
  ["13 Relay and emergency services", "not applicable", ""],
];
