import { expect, test } from "vitest";
import { pageLink } from "./page-link.ts";

test("a page of the web is a link without its parameters in words; any other text opens nothing", () => {
  expect(pageLink("https://shop.example/help/refunds?order=1#top")).toEqual({
    words: "shop.example/help/refunds",
    href: "https://shop.example/help/refunds?order=1#top",
  });
  expect(pageLink("http://shop.example/")).toMatchObject({ words: "shop.example" });
  for (const address of ["javascript:alert(1)", "data:text/html,x", "blob:https://a/b", "/help"])
    expect(pageLink(address)).toEqual({ words: address });
});
