// Writes src/*.generated.ts from the OpenAPI documents in docs/contracts/.
//   --check   writes nothing; exits with 1 if a file differs from a fresh generation
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, STRING } from "openapi-typescript";
import { describedOperations } from "./described-operations.mjs";
import { schemasOf } from "./fastify-schemas.mjs";
import { wrapComments } from "./wrap-comments.mjs";

const names = ["guest-chat", "parlor"];
/** The path of the operations that are tools of mcp/. */
const messagesBase = "/api/v2/conversations/messages";
const header = (name) =>
  `// Generated from docs/contracts/${name}.openapi.json. Do not edit:\n` +
  "// `npm run generate -w contract` writes it.\n";

/** @returns the text of each generated file, by its path in contract/ */
async function generate() {
  const files = new Map();
  for (const name of names) {
    const url = new URL(`../../docs/contracts/${name}.openapi.json`, import.meta.url);
    const types = await openapiTS(url, {
      silent: true,
      immutable: true,
      rootTypes: true,
      rootTypesNoSchemaPrefix: true,
      transform: (schema) => (schema["x-case-insensitive"] === true ? STRING : undefined),
    });
    const document = JSON.parse(readFileSync(url, "utf8"));
    files.set(`src/${name}.generated.ts`, header(name) + wrapComments(astToString(types)));
    files.set(`src/${name}.schemas.generated.ts`, header(name) + schemasOf(document));
    if (name === "parlor")
      files.set(
        "src/parlor.operations.generated.ts",
        header(name) + describedOperations(document, messagesBase),
      );
  }
  return files;
}

const isCheck = process.argv.includes("--check");
for (const [path, text] of await generate()) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  if (!isCheck) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`contract/${path} is not what the OpenAPI document says.`);
    process.exitCode = 1;
  }
}
