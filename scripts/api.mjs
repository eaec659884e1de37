// npm run api: compares the API reports in docs/api with the types of each package entry. --write
// updates the reports.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const root = fileURLToPath(new URL("..", import.meta.url));
const { name, exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
const isWriting = process.argv.includes("--write");

const base = ExtractorConfig.loadFile(`${root}api-extractor.json`);
for (const [entry, { types }] of Object.entries(exports)) {
  if (types === undefined) continue;
  const reportFileName = `${entry === "." ? name : entry.slice(2)}.api.md`;
  const { succeeded, apiReportChanged } = Extractor.invoke(
    ExtractorConfig.prepare({
      configObject: {
        ...base,
        projectFolder: root,
        mainEntryPointFilePath: `${root}${types.slice(2)}`,
        apiReport: { ...base.apiReport, reportFileName },
      },
      configObjectFullPath: undefined,
      packageJsonFullPath: `${root}package.json`,
    }),
    { localBuild: isWriting },
  );
  if (!succeeded) process.exitCode = 1;
  if (apiReportChanged && !isWriting)
    console.error(`docs/api/${reportFileName} is not the package's API: npm run api -- --write`);
}
