import { expect, test } from "vitest";
import { optionNames } from "./check-options.ts";
import { optionAttributes } from "./attributes.ts";
import { isForeign } from "./foreign-attributes.ts";

test("attributes of optimisers, routers and consent tools are foreign", () => {
  const attributes =
    "nscript cfasync noOptimize cookieconsent rocketStatus turboTrack turboEval astroRerun " +
    "pagespeedNoDefer cookiecategory usercentrics cmplzSrc swupIgnoreScript navigateOnce otIgnore";
  for (const name of attributes.split(" ")) expect([name, isForeign(name)]).toEqual([name, true]);
});

test("no option is foreign, nor is a misspelt one", () => {
  const misspelt = ["compny", "organisationId", "organization", "langage", "vendorId"];
  for (const name of [...optionNames, ...optionAttributes.values(), ...misspelt])
    expect([name, isForeign(name)]).toEqual([name, false]);
});
