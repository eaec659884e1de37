import { effect } from "@preact/signals";
import type { WidgetContext } from "../model/widget-context.ts";

/** The text node of the page's title, unless the title consists of something else. */
function titleText(): Text | null {
  const nodes = document.head.querySelector("title")?.childNodes;
  const [first] = nodes ?? [];
  return nodes?.length === 1 && first instanceof Text ? first : null;
}

/** The page's title, with its own white space. */
const readTitle = (): string => titleText()?.data ?? document.title;

/**
 * Changes the text of the page's title in its own text node: a framework may keep a reference to
 * the node, which setting `document.title` would replace.
 */
function writeTitle(title: string): void {
  const text = titleText();
  if (text === null) document.title = title;
  else text.data = title;
}

/**
 * Shows the number of unread messages in the title of a hidden page. The page's own title is
 * restored afterwards.
 */
export function countInTitle({ panel }: WidgetContext): () => void {
  let ours = "";
  let theirs = "";
  const update = (): void => {
    const count = document.hidden ? panel.unreadCount.value : 0;
    // If the page has changed its title meanwhile, the new one is restored later.
    if (readTitle() !== ours) theirs = readTitle();
    if (count > 0) writeTitle((ours = `(${count}) ${theirs}`));
    else if (readTitle() === ours && ours !== "") writeTitle(theirs);
  };
  document.addEventListener("visibilitychange", update);
  const undo = effect(() => {
    void panel.unreadCount.value;
    update();
  });
  return () => {
    document.removeEventListener("visibilitychange", update);
    undo();
    if (readTitle() === ours && ours !== "") writeTitle(theirs);
  };
}
