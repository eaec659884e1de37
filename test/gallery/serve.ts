import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { builtOnce } from "../../e2e/built-once.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Builds the gallery, and serves it on a free port. */
export async function serveGallery(): Promise<{ url: string; close: () => Promise<void> }> {
  const shared = { configFile: false, root, logLevel: "error", publicDir: false } as const;
  const outDir = await builtOnce("the gallery", (folder) =>
    build({
      ...shared,
      define: { __PARLOR_VERSION__: JSON.stringify("gallery") },
      oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
      build: { outDir: folder, emptyOutDir: true, target: "es2022", modulePreload: false },
    }),
  );
  const server = await preview({
    ...shared,
    build: { outDir },
    preview: { host: "127.0.0.1", port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error("The gallery has no address");
  return { url, close: () => server.close() };
}
