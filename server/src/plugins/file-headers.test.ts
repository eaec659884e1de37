import { validateHeaderValue } from "node:http";
import { expect, test } from "vitest";
import { xssCorpus } from "../../../test/xss-corpus.ts";
import { cleanFileName } from "../domain/clean-file-name.ts";
import { fileHeaders } from "./file-headers.ts";

const dispositionOf = (name: string): string =>
  fileHeaders({ name, type: "text/html", sha256: "0" }, "file")["content-disposition"] ?? "";

const hostile = [
  ...xssCorpus,
  'a"; filename=evil.exe; x="',
  "a\r\nSet-Cookie: a=b\r\n\r\n<script>.png",
  "../../x.png",
  "CON.png",
  "ticket\u202egpj.exe",
  "\u{1f3ab}\u{1f3ab}.png",
  "%22%0d%0a.png",
  "a\\.png",
];

/** One quoted text without a quote, a backslash or an escape, and one of letters and escapes. */
const FORM =
  /^attachment; filename="[ !#$&-[\]-~]*"; filename\*=UTF-8''((?:[\w.~-]|%[\dA-F]{2})*)$/;

test.each([
  ["cleaned", (given: string) => cleanFileName(`${given}.png`) ?? "file.png"],
  ["as it came", (given: string) => given],
])("no name breaks out of its header, %s, and every client reads the same one", (_, nameOf) => {
  for (const name of hostile.map(nameOf)) {
    const header = dispositionOf(name);
    expect(() => validateHeaderValue("content-disposition", header)).not.toThrow();
    expect(header).toMatch(FORM);
    expect(decodeURIComponent(FORM.exec(header)?.[1] ?? "")).toBe(name);
  }
});

test("a page is served as bytes to save, without rights", () => {
  expect(fileHeaders({ name: "a.html", type: "text/html", sha256: "0" }, "file")).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
  });
});
