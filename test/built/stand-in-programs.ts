/*
 * Programs that the pages of the docs call, and that a machine may lack. The scripts of the pages
 * run them word for word.
 */

/** Does what the docs ask of curl: `-s`, `-u`, `-d`, `-H`. PARLOR_URL is the server's address. */
export const CURL = `#!/usr/bin/env node
const headers = {};
let body, address;
const args = process.argv.slice(2);
while (args.length > 0) {
  const arg = args.shift();
  if (arg === "-s") continue;
  if (arg === "-u") headers.authorization = "Basic " + Buffer.from(args.shift()).toString("base64");
  else if (arg === "-d") body = args.shift();
  else if (arg === "-H") {
    const [name, ...value] = args.shift().split(": ");
    headers[name] = value.join(": ");
  } else if (address === undefined && arg.startsWith("https://")) address = arg;
  else throw new Error("curl " + arg);
}
const type = Object.keys(headers).find((name) => name.toLowerCase() === "content-type");
if (type === undefined) headers["Content-Type"] = "application/x-www-form-urlencoded";
const { pathname } = new URL(address);
fetch(process.env.PARLOR_URL + pathname, { method: "POST", headers, body })
  .then((reply) => reply.text())
  .then((text) => process.stdout.write(text));
`;

/** Does what the docs ask of sqlite3: a file and a statement. */
export const SQLITE3 = (modules: string): string => `#!/usr/bin/env node
const Database = require("${modules}/libsql");
const [file, statement] = process.argv.slice(2);
new Database(file).exec(statement);
`;
