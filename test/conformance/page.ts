import { chapters, criteria, type Criterion } from "./criteria.ts";
import { evidence } from "./evidence.ts";

const testsOf = ({ tests }: Criterion): string =>
  tests.map((name) => `\`${evidence[name][0]}\`: “${evidence[name][1]}”`).join("<br>");

const rows = criteria.map((one) => {
  const { id, level, name, result, note } = one;
  return `| ${id} | ${level} | ${name} | ${result} | ${testsOf(one)} | ${note} |`;
});

/** The conformance report, as it stands in `docs/conformance.md`. */
export const report = `<!-- Written by \`npm run conformance\`; the table is in test/conformance/criteria.ts. -->

# Conformance report

For site owners who have to fill in a report of their own: WCAG 2.2 at levels A and AA, which is also
clause 9 of EN 301 549 V4.1.1 (its number is \`9.\` and that of the criterion). It covers the widget
and the desk of this version, as our own automatic tests see them. Nobody has used them with a screen reader on a real
machine for this report, and nobody outside the project has checked it; [Accessibility](accessibility.md) has the details.

A criterion is *supported* if a test that is named here shows it, and *not tested* if none does. A title stands
as it is written in its file, without what differs from run to run.

| criterion | level | name | result | tests | note |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

## Chapters of EN 301 549

| chapter | result | note |
| --- | --- | --- |
${chapters.map((chapter) => `| ${chapter.join(" | ")} |`).join("\n")}
`;
