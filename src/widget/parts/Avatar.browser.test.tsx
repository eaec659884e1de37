import { render } from "preact";
import { afterEach, expect, test } from "vitest";
import { Avatar } from "./Avatar.tsx";

afterEach(() => render(null, document.body));

test.each([
  ["Noor Haddad", "NH"],
  ["Noor", "N"],
  ["\u202eNoor \u2067Haddad", "NH"],
  ["(Noor) \u201eHaddad\u201c", "NH"],
  ["\u00e9lodie", "\u00c9"],
  ["\u5c71\u7530\u3000\u592a\u90ce", "\u5c71\u592a"],
  ["\u{1d4dd}oor", "\u{1d4dd}"],
  ["\u{1f469}\u200d\u{1f680}", "\u{1f469}"],
  ["\u2067", ""],
  ["", ""],
])("the portrait of %j has the letters %j", (name, letters) => {
  render(<Avatar id="a" name={name} />, document.body);
  expect(document.querySelector(".pl-av")?.textContent).toBe(letters);
});
