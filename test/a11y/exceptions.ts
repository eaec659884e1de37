/** An engine of `npm run a11y`. */
export type Engine = "axe" | "equal-access" | "html-validate";

/** A rule of an engine whose findings are accepted. */
export interface Exception {
  readonly engine: Engine;
  readonly rule: string;
  /** The pages on which it is accepted. */
  readonly pages: "widget" | "desk" | "both";
  /** Part of the finding's text; without it every finding of the rule is accepted. */
  readonly text?: string;
  /** Found in small windows only, if it is. */
  readonly sizes?: "small";
  readonly reason: string;
}

/** All findings that are accepted. An exception that accepts nothing fails the walk too. */
export const exceptions: readonly Exception[] = [
  {
    engine: "axe",
    rule: "focus-order-semantics",
    pages: "both",
    text: ".pl-log",
    reason: "A log that scrolls must take focus for the arrow keys; SC 2.1.1 matters more",
  },
  {
    engine: "axe",
    rule: "focus-order-semantics",
    pages: "widget",
    text: ".pl-body",
    sizes: "small",
    reason: "The same: a screen that scrolls in a low window",
  },
  {
    engine: "equal-access",
    rule: "element_tabbable_role_valid",
    pages: "both",
    text: 'class="pl-log"',
    reason: "The same: a named group that scrolls is a stop of the Tab key",
  },
  {
    engine: "equal-access",
    rule: "aria_role_redundant",
    pages: "both",
    text: '<ol role="list"',
    reason: "Safari drops the role of a list without markers",
  },
  {
    engine: "html-validate",
    rule: "no-redundant-role",
    pages: "both",
    text: '"list" on <ol>',
    reason: "Safari drops the role of a list without markers",
  },
  {
    engine: "html-validate",
    rule: "prefer-native-element",
    pages: "both",
    reason: "An element with a role is as good; a style of the page for `article` cannot meet it",
  },
  {
    engine: "equal-access",
    rule: "aria_content_in_landmark",
    pages: "widget",
    text: 'part="launcher"',
    reason: "The landmarks of a page are its own: the widget adds none (A5)",
  },
  {
    engine: "equal-access",
    rule: "aria_complementary_label_visible",
    pages: "widget",
    text: 'part="teaser"',
    reason: "The greeting's name says whose it is; its sentence is the visible text",
  },
  {
    engine: "equal-access",
    rule: "aria_child_valid",
    pages: "widget",
    text: '"separator"',
    reason: "ARIA 1.3 allows separators in a menu, and the authoring practices have them",
  },
  {
    engine: "equal-access",
    rule: "label_content_exists",
    pages: "widget",
    text: "<label>",
    reason: "The label of a face is text for screen readers, which the engine takes for hidden",
  },
  {
    engine: "equal-access",
    rule: "element_attribute_deprecated",
    pages: "widget",
    text: "<u>",
    reason: "HTML has `u` again; it holds the launcher's drawing and no text",
  },
  {
    engine: "equal-access",
    rule: "aria_complementary_label_visible",
    pages: "desk",
    text: 'class="dk-side"',
    reason: "The tabs at its top are the visible label of the desk's lists",
  },
  {
    engine: "equal-access",
    rule: "fieldset_legend_valid",
    pages: "desk",
    text: 'class="dk-chips"',
    reason: "The legend is text for screen readers, which the engine takes for hidden",
  },
  {
    engine: "axe",
    rule: "color-contrast",
    pages: "widget",
    text: "due to a background gradient",
    sizes: "small",
    reason: "In a low window text fades where it scrolls under the foot; other sizes judge it",
  },
  {
    engine: "axe",
    rule: "target-size",
    pages: "desk",
    text: "partially obscured",
    sizes: "small",
    reason: "In a low window the saved replies lie over the head until Escape closes them",
  },
];

/** A finding of an engine: its rule, and the element with the engine's message. */
export interface Finding {
  readonly engine: Engine;
  readonly rule: string;
  readonly text: string;
}

/** The exception that accepts a finding. */
export function exceptionFor(finding: Finding): Exception | undefined {
  return exceptions.find(
    ({ engine, rule, text = "" }) =>
      engine === finding.engine && rule === finding.rule && finding.text.includes(text),
  );
}
