import { expect, expectTypeOf, test } from "vitest";
import { conversationIcons } from "./conversation-icons.ts";
import { shellIcons, type IconName } from "./Icon.tsx";
import { preChatIcons } from "./pre-chat-icons.ts";
import { secondaryIcons } from "./secondary-icons.ts";

test("every icon is drawn by one table of those that are loaded together, and by two tables alike", () => {
  const all = { ...shellIcons, ...conversationIcons, ...secondaryIcons, ...preChatIcons };
  expectTypeOf<keyof typeof all>().toEqualTypeOf<IconName>();
  // The chunks of these two are loaded without each other.
  for (const late of [secondaryIcons, preChatIcons]) {
    const names = [shellIcons, conversationIcons, late].flatMap(Object.keys);
    expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    expect(all).toMatchObject(late);
  }
});
