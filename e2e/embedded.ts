import { page, snippet } from "./host-page.ts";
import { bundle, module } from "./library.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Site } from "./site.ts";

/** The code of a page that embeds Parlor in this way; `options` and `place` are globals there. */
const codes = {
  "mount()": `import { mount } from "./dist/lib/index.js"; mount(options);`,
  "the panel in the page's flow": `import { mount } from "./dist/lib/index.js"; mount(options, place);`,
  "the element": `import "./dist/lib/element.js";
    document.body.append(Object.assign(document.createElement("parlor-chat"), options));`,
  React: `import { createElement } from "react"; import { createRoot } from "react-dom/client";
    import { ParlorChat } from "./dist/lib/react.js";
    createRoot(place).render(createElement(ParlorChat, options));`,
} as const;

export type Integration = "the tag" | keyof typeof codes;
export const integrations: readonly Integration[] = [
  "the tag",
  ...(Object.keys(codes) as (keyof typeof codes)[]),
];

/** Puts a page with this body on a site, and Parlor in it by one of its integrations. */
export async function putEmbedded(
  site: Site,
  server: ServerProcess,
  integration: Integration,
  body: string,
): Promise<void> {
  if (integration === "the tag") {
    site.put("/", page({ head: await snippet(server), body }));
    return;
  }
  const { organizationId, deploymentId } = await server.demo();
  const options = {
    api: server.url,
    organizationId,
    deploymentId,
    company: "Lantern Line",
    routing: { queue: "Bookings" },
    startOn: "open",
    leaveMessage: false,
  };
  site.put("/app.js", await bundle(codes[integration]), module);
  const place = `<div id="place" style="block-size: 520px; max-inline-size: 500px"></div>`;
  const script = `<script>globalThis.options = ${JSON.stringify(options)};</script>`;
  const head = `${script}<script type="module" src="/app.js"></script>`;
  site.put("/", page({ head, body: `${body}${place}` }));
}
