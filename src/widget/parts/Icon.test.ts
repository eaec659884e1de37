import { expect, expectTypeOf, test } from "vitest";
import { conversationIcons } from "./conversation-icons.ts";
import { shellIcons, type IconName } from "./Icon.tsx";
import { preChatIcons } from "./pre-chat-icons.ts";
import { secondaryIcons } from "./secondary-icons.ts";

test("every icon is drawn by one table, and by no second", () => {
  const all = { ...shellIcons, ...conversationIcons, ...secondaryIcons, ...preChatIcons };
  expectTypeOf<keyof typeof all>().toEqualTypeOf<IconName>();
  const names = [shellIcons, conversationIcons, secondaryIcons, preChatIcons].flatMap(Object.keys);
  expect(names.toSorted()).toEqual(Object.keys(all).toSorted());
});
