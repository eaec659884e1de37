// npm run snippet [-- https://chat.example.com]: prints the script tag for a page, pinned to this
// version, with the hash of the file.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));
const { version } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const [host = "https://chat.example.com"] = process.argv.slice(2);

let file;
try {
  file = readFileSync(at(`dist/embed/${version}/parlor.js`));
} catch {
  console.error("Build first: npm run build");
  process.exit(1);
}
const hash = createHash("sha384").update(file).digest("base64");
console.log(`<script async src="${host.replace(/\/$/, "")}/parlor/${version}/parlor.js"
        integrity="sha384-${hash}" crossorigin
        data-organization-id="…" data-deployment-id="…" data-queue="…"></script>`);
