/** The comments of this project have at most this many columns. */
const MAX_COLUMNS = 100;

/** Breaks words into lines that begin with a prefix. */
function wrap(prefix, words) {
  const lines = [];
  let line = prefix;
  for (const word of words.split(" ")) {
    const longer = line === prefix ? prefix + word : `${line} ${word}`;
    if (longer.length > MAX_COLUMNS && line !== prefix) {
      lines.push(line);
      line = prefix + word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Breaks the comments of a TypeScript module that stand on lines of their own. */
export const wrapComments = (code) =>
  code
    .split("\n")
    .flatMap((line) => {
      if (line.length <= MAX_COLUMNS) return [line];
      const [, indent, only] = /^(\s*)\/\*\* (.*) \*\/$/.exec(line) ?? [];
      if (only !== undefined)
        return [`${indent}/**`, ...wrap(`${indent} * `, only), `${indent} */`];
      const [, prefix, words] = /^(\s*\* )(.*)$/.exec(line) ?? [];
      return words === undefined ? [line] : wrap(prefix, words);
    })
    .join("\n");
