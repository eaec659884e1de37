import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ServerProcess } from "./server-process.ts";

/** The snippet as a site owner pastes it. */
export async function plainSnippet(server: ServerProcess, attributes = "async"): Promise<string> {
  const { organizationId, deploymentId } = await server.demo();
  return `<script ${attributes} src="${server.url}/parlor.js" data-organization-id="${organizationId}"
    data-deployment-id="${deploymentId}" data-queue="Bookings" data-company="Lantern Line"></script>`;
}

/** The same, with a conversation that begins when the panel is opened. */
export function snippet(server: ServerProcess, attributes = "async"): Promise<string> {
  return plainSnippet(server, `data-start-on="open" data-leave-message="false" ${attributes}`);
}

/** The same as a JSON block, for tags that carry no attributes. */
export async function block(server: ServerProcess, more: object = {}): Promise<string> {
  const { organizationId, deploymentId } = await server.demo();
  const options = {
    organizationId,
    deploymentId,
    company: "Lantern Line",
    routing: { queue: "Bookings" },
    startOn: "open",
    leaveMessage: false,
    ...more,
  };
  return `<script type="application/json" data-parlor-config>${JSON.stringify(options)}</script>`;
}

interface PageParts {
  readonly html?: string;
  readonly head?: string;
  readonly body?: string;
}

/** A whole page in English. */
export const page = ({ html = "", head = "", body = "" }: PageParts): string =>
  `<!doctype html><html lang="en" ${html}><head><meta charset="utf-8"><title>Site</title>${head}</head><body>${body}</body></html>`;

/** The rudest page that we know, with the snippet of this server in it. */
export async function hostilePage(server: ServerProcess): Promise<string> {
  const file = fileURLToPath(new URL("../public/hostile.html", import.meta.url));
  return readFileSync(file, "utf8").replace("<!-- snippet -->", await snippet(server));
}
