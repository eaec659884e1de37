// npm run pictures: draws the pictures of the README, in docs/images/.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { installDocsPackages } from "./docs-packages.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const emoji = process.env.EMOJI_FONT ?? "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";
if (!existsSync(emoji)) {
  console.error(
    `parlor: the pictures need ${emoji}. Install it (apt-get install fonts-noto-color-emoji), or set EMOJI_FONT to the path of Noto Color Emoji.`,
  );
  process.exit(1);
}
installDocsPackages();
await build();
const run = spawnSync(
  join(root, "node_modules/.bin/playwright"),
  ["test", "-c", "playwright.pictures.config.ts"],
  { cwd: root, stdio: "inherit" },
);
process.exitCode = run.status ?? 1;
