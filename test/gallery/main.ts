import type { WidgetOptions } from "../../src/widget/options.ts";
import type { StateName } from "./names.ts";
import { pseudoMessages } from "./pseudo.ts";
import { states } from "./states.ts";

/* One state on a page of its own: ?state=menu&theme=dark&locale=ar&accent=%231c4f63&text=1.3 */

addEventListener("unhandledrejection", () => (document.documentElement.dataset["failed"] = ""));
addEventListener("error", () => (document.documentElement.dataset["failed"] = ""));

const wanted = new URLSearchParams(location.search);
const state = states[(wanted.get("state") ?? "conversation") as StateName];
const said = (name: string): string | undefined => wanted.get(name) ?? undefined;
const locale = said("locale");
if (said("theme") === "dark") document.documentElement.dataset["dark"] = "";
document.documentElement.lang = locale ?? "en";
if (said("dir") !== undefined) document.documentElement.dir = said("dir") ?? "";
const options = {
  theme: said("theme"),
  accent: said("accent"),
  locale: locale === "en-XA" ? "en" : locale,
  ...(locale === "en-XA" && { messages: pseudoMessages }),
} as Partial<WidgetOptions>;

const window = await state(options);
Object.assign(globalThis, { gallery: window });
const text = said("text");
if (text !== undefined) {
  const container = window?.root.querySelector<HTMLElement>(".parlor");
  if (container != null) container.dataset["text"] = text;
}
await document.fonts.ready;
document.documentElement.dataset["ready"] = "";
