import { expect, expectTypeOf, test } from "vitest";
import { attachIcons } from "./attach-icons.ts";
import { conversationIcons } from "./conversation-icons.ts";
import { shellIcons, type IconName } from "./Icon.tsx";
import { directIcons } from "./direct-icons.ts";
import { formattedTextIcons } from "./formatted-text-icons.ts";
import { leaveMessageIcons } from "./leave-message-icons.ts";
import { preChatIcons } from "./pre-chat-icons.ts";
import { richIcons } from "./rich-icons.ts";
import { rowFilesIcons } from "./row-files-icons.ts";
import { secondaryIcons } from "./secondary-icons.ts";

test("every icon is drawn by one table of those that are loaded together, and by two tables alike", () => {
  const all = {
    ...shellIcons,
    ...conversationIcons,
    ...attachIcons,
    ...rowFilesIcons,
    ...secondaryIcons,
    ...preChatIcons,
    ...leaveMessageIcons,
    ...formattedTextIcons,
    ...richIcons,
    ...directIcons,
  };
  expectTypeOf<keyof typeof all>().toEqualTypeOf<IconName>();
  // Each of these chunks is loaded without the others.
  for (const late of [
    attachIcons,
    rowFilesIcons,
    secondaryIcons,
    richIcons,
    directIcons,
    { ...preChatIcons, ...leaveMessageIcons },
  ]) {
    const names = [shellIcons, conversationIcons, late].flatMap(Object.keys);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(all).toMatchObject(late);
  }
});
