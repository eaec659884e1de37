/** A sentence of a page that somebody has to reword. */
export interface SentenceFault {
  readonly line: number;
  readonly sentence: string;
}

const RELATIVE = /^(?:What|Whoever|Whatever|Whose|So that|Where)\b/;
/** Openings of a sentence that are no words: marks of lists, quotations, tables and emphasis. */
const MARKS = /^[\s>|*_\-#(“"]*(?:\d+\.\s+)?[*_“"(]*/;

/** The sentences of a Markdown page that begin with a bare relative clause; questions may. */
export function sentenceFaults(page: string): SentenceFault[] {
  const faults: SentenceFault[] = [];
  let isCode = false;
  /** The end of the line before, when its sentence goes on. */
  let open = false;
  for (const [index, line] of page.split("\n").entries()) {
    if (/^\s*```/.test(line)) isCode = !isCode;
    if (isCode || /^\s*```/.test(line) || line.startsWith("<!--")) {
      open = false;
      continue;
    }
    const isBlock = /^\s*(?:$|[#|>]|[-*]\s|\d+\.\s)/.test(line);
    const parts = line.startsWith("|") ? line.split(/(?<!\\)\|/) : [line];
    for (const part of parts) {
      const sentences = part.split(/(?<=[.!?:](?:\*\*|\))?)\s+/);
      for (const [at, raw] of sentences.entries()) {
        if (at === 0 && open && !isBlock) continue;
        const sentence = raw.replace(MARKS, "");
        if (RELATIVE.test(sentence) && !sentence.includes("?"))
          faults.push({ line: index + 1, sentence });
      }
    }
    open = line.trim() !== "" && !/[.!?:|)]\**\s*$/.test(line);
  }
  return faults;
}
