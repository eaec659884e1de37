/** The text node of the page's title, unless the title consists of something else. */
function titleText(): Text | null {
  const nodes = document.head.querySelector("title")?.childNodes;
  const [first] = nodes ?? [];
  return nodes?.length === 1 && first instanceof Text ? first : null;
}

/** The page's title, with its own white space. */
export const readTitle = (): string => titleText()?.data ?? document.title;

/**
 * Changes the text of the page's title in its own text node: a framework may keep a reference to
 * the node, which setting `document.title` would replace.
 */
export function writeTitle(title: string): void {
  const text = titleText();
  if (text === null) document.title = title;
  else text.data = title;
}
