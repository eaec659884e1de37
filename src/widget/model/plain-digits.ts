/** The ten digits of a script follow each other, and so do those of some scripts. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/** The text with the digits of all scripts as ASCII ones, and full-width characters as plain. */
export const withPlainDigits = (text: string): string =>
  text.normalize("NFKC").replace(/\p{Nd}/gu, asciiDigit);
