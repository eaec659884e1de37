import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  cleanFileName,
  defaultBlockedExtensions,
  fileExtension,
  isBlockedName,
} from "./clean-file-name.ts";

test.each([
  ["ticket.jpg", "ticket.jpg"],
  ["Ticket.JPG", "Ticket.JPG"],
  ["../../etc/passwd.txt", "_.._etc_passwd.txt"],
  ["..\\..\\boot.ini", "_.._boot.ini"],
  ['a/b\\c:d*e?f"g<h>i|j.png', "a_b_c_d_e_f_g_h_i_j.png"],
  ["...hidden.txt", "hidden.txt"],
  ["a.pdf. . .", "a.pdf"],
  ["nul.txt", "_nul.txt"],
  ["CON.pdf", "_CON.pdf"],
  ["com1 .txt", "_com1.txt"],
  ["a..txt", "a.txt"],
  ["console.txt", "console.txt"],
  ["🎫 ticket 👩‍👧.png", "🎫 ticket 👩👧.png"],
  ["re\u0301sume\u0301.pdf", "résumé.pdf"],
  ["a\ud800b.png", "ab.png"],
  ["a\u0000b\u001b[31m.png", "ab[31m.png"],
  ["line\nbreak\u2028.txt", "linebreak.txt"],
  ["no. 5.txt", "no. 5.txt"],
])("%j becomes %j", (given, cleaned) => {
  expect(cleanFileName(given)).toBe(cleaned);
});

test.each(["", ".", "...", "ticket", ".htaccess", "CON", "\u202e.png", "a.", "a. b", "a.b c"])(
  "%j has no name or no extension",
  (given) => {
    expect(cleanFileName(given)).toBeNull();
  },
);

describe("an extension that is hidden", () => {
  test.each([
    ["ticket.pdf\u202egpj.exe", "ticket.pdfgpj.exe"],
    ["a.exe.", "a.exe"],
    ["a.exe ", "a.exe"],
    ["a.e\u200bxe", "a.exe"],
    ["a.EXE", "a.EXE"],
    ["a.png.exe", "a.png.exe"],
    ["a.exe\u00a0", "a.exe"],
  ])("%j is blocked as .exe", (given, cleaned) => {
    expect(cleanFileName(given)).toBe(cleaned);
    expect(isBlockedName(cleaned, [".Exe"])).toBe(true);
    expect(fileExtension(cleaned)).toBe(".exe");
  });

  test("an extension that only begins like a blocked one passes", () => {
    expect(isBlockedName("a.exec", [".exe"])).toBe(false);
    expect(isBlockedName("exe.png", [".exe"])).toBe(false);
  });
});

test("10,000 characters are cut to 255 bytes, with the extension kept", () => {
  const cleaned = cleanFileName(`${"é🎫".repeat(5_000)}.jpeg`) ?? "";
  expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(255);
  expect(Buffer.byteLength(cleaned)).toBeGreaterThan(248);
  expect(cleaned).toMatch(/^(é🎫)+é?\.jpeg$/u);
});

test("sixty extensions are blocked unless a deployment says otherwise", () => {
  expect(new Set(defaultBlockedExtensions).size).toBe(60);
  for (const named of [".docm", ".xlsm", ".pptm", ".html", ".htm", ".svg", ".xml", ".xhtml"])
    expect(defaultBlockedExtensions).toContain(named);
  for (const named of [".mht", ".hta", ".url", ".lnk", ".exe", ".sh", ".iso"])
    expect(defaultBlockedExtensions).toContain(named);
});

/** Text of every kind, and of the characters that the function has rules for. */
const names = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...'./\\:*?"<>| aA\u202e\u200b\u0000\u0338\u0301'.split("")),
        fc.constantFrom("\ud800", "\u200d", "<", "e"),
        fc.constantFrom("con", "NUL", ".exe", ".png", "🎫", "\u{e0041}", "İ"),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join("")),
  fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 40 }).map((codes) => {
    return `${String.fromCharCode(...codes)}.png`;
  }),
);

test("a cleaned name is safe whatever it was, and cleaning it again changes nothing", () => {
  fc.assert(
    fc.property(names, (name) => {
      const cleaned = cleanFileName(name);
      if (cleaned === null) return;
      expect(cleaned.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(cleaned)).toBeLessThanOrEqual(255);
      expect(cleaned).not.toMatch(/[/\\:*?"<>|\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect(cleaned).not.toMatch(/^[.\s]|[.\s]$/);
      expect(cleaned).toMatch(/.\.[^.\s]+$/u);
      expect(cleaned).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*\./i);
      expect(cleanFileName(cleaned)).toBe(cleaned);
    }),
    { numRuns: 1_000 },
  );
});
