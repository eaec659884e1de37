import type { WidgetOptions } from "../../src/widget/options/options.ts";
import type { StateName } from "./names.ts";
import { actForReal } from "./act.ts";
import { pseudoMessages } from "./pseudo.ts";
import { states } from "./states.ts";

/* One state at a time: ?state=menu&theme=dark&locale=ar&accent=%231c4f63&text=1.3 */

const root = document.documentElement;
addEventListener("unhandledrejection", () => (root.dataset["failed"] = ""));
addEventListener("error", () => (root.dataset["failed"] = ""));

/** Draws a state, in the place of the one before. */
async function draw(search: string): Promise<void> {
  delete root.dataset["ready"];
  const wanted = new URLSearchParams(search);
  const state = states[(wanted.get("state") ?? "conversation") as StateName];
  const said = (name: string): string | undefined => wanted.get(name) ?? undefined;
  const locale = said("locale");
  if (said("theme") === "dark") root.dataset["dark"] = "";
  root.lang = locale ?? "en";
  if (said("dir") !== undefined) root.dir = said("dir") ?? "";
  const options = {
    theme: said("theme"),
    accent: said("accent"),
    locale: locale === "en-XA" ? "en" : locale,
    ...(said("headingLevel") !== undefined && { headingLevel: Number(said("headingLevel")) }),
    ...(locale === "en-XA" && { messages: pseudoMessages }),
  } as Partial<WidgetOptions>;

  const panel = await state(options);
  Object.assign(globalThis, { gallery: panel });
  const text = said("text");
  if (text !== undefined) {
    const container = panel?.root.querySelector<HTMLElement>(".parlor");
    if (container != null) container.dataset["text"] = text;
  }
  await document.fonts.ready;
  root.dataset["ready"] = "";
}

Object.assign(globalThis, { actForReal, draw });
await draw(location.search);
