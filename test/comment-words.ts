/** A line of a comment that somebody has to reword. */
export interface WordFault {
  readonly line: number;
  readonly text: string;
  readonly because: "opens with a relative clause" | "runs past 100 columns";
}

const MAX_COLUMNS = 100;
const COMMENT = /^\s*(?:\/\/|\/\*+|\*(?!\/))\s?(.*?)\s*(?:\*\/)?\s*$/;
/** A directive of a linter has its reason on its own line; an address cannot be broken. */
const EXEMPT = /oxlint-disable|biome-ignore|https?:\/\/\S{40}/;
/** Comments that are generated from the OpenAPI documents have a tag before their first word. */
const RELATIVE = /^(?:@description )?(?:What|Whoever|Whatever|Whose|So that|Where)\b(?!.*\?)/;

/** Whether a sentence begins with a relative clause, as the title of a test may not. */
export const opensWithClause = (sentence: string): boolean =>
  RELATIVE.test(sentence.charAt(0).toUpperCase() + sentence.slice(1));

/** The faults of all comments in a source file that stand on lines of their own. */
export function wordFaults(source: string): WordFault[] {
  const faults: WordFault[] = [];
  let isInside = false;
  let isBlock = false;
  for (const [index, line] of source.split("\n").entries()) {
    const isOpen = isBlock || /^\s*(?:\/\/|\/\*)/.test(line);
    const words = isOpen ? (COMMENT.exec(line)?.[1] ?? (isBlock ? line.trim() : null)) : null;
    if (words === null) {
      isInside = false;
      continue;
    }
    const fault = { line: index + 1, text: line.trim() };
    if (!isInside && RELATIVE.test(words))
      faults.push({ ...fault, because: "opens with a relative clause" });
    if (line.length > MAX_COLUMNS && !EXEMPT.test(line))
      faults.push({ ...fault, because: "runs past 100 columns" });
    if (/^\s*\/\*/.test(line)) isBlock = !line.includes("*/");
    else if (isBlock) isBlock = !line.includes("*/");
    // A block's first line may hold no words; the sentence then begins on the next one.
    isInside = words !== "";
  }
  return faults;
}
