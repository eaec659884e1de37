import fc from "fast-check";
import { expect, test } from "vitest";
import type { FormattedBlock, Inline } from "../model/message-blocks.ts";
import { readFormatted } from "./read-formatted.ts";
import { spokenFormatted, writtenFormatted } from "./text-of.ts";

/* A short form: B(…) is bold, I(…) italic, S(…) struck, C(…) code, L(text→href) a link. */

function shortInline(parts: readonly Inline[]): string {
  const letters = { bold: "B", italic: "I", strike: "S" } as const;
  return parts
    .map((part) => {
      switch (part.kind) {
        case "text":
          return part.text;
        case "code":
          return `C(${part.text})`;
        case "link":
          return `L(${part.text}→${part.href})`;
        case "label":
          return `L(${shortInline(part.parts)}→${part.href}@${part.to})`;
        default:
          return `${letters[part.kind]}(${shortInline(part.parts)})`;
      }
    })
    .join("");
}

function short(block: FormattedBlock): string {
  switch (block.kind) {
    case "line":
      return shortInline(block.parts);
    case "pre":
      return `pre(${block.text})`;
    case "quote":
      return `quote(${block.blocks.map(short).join("|")})`;
    case "list": {
      const items = block.items.map(
        ({ number, blocks }) => `${number ?? "-"} ${blocks.map(short).join("|")}`,
      );
      return `list(${items.join("; ")})`;
    }
  }
}

const read = (body: string): string => readFormatted(body).map(short).join("\n");

test.each([
  ["**bold**", "B(bold)"],
  ["__bold__", "B(bold)"],
  ["*italic* and _italic_", "I(italic) and I(italic)"],
  ["~~struck~~", "S(struck)"],
  ["***both***", "B(I(both))"],
  ["**bold with *italic* in it**", "B(bold with I(italic) in it)"],
  ["**ends with *both***", "B(ends with I(both))"],
  ["*ends with **both***", "I(ends with B(both))"],
  ["_**a**_ ~~*b*~~", "I(B(a)) S(I(b))"],
  ["**Note:** three", "B(Note:) three"],
  ["(**in brackets**), and „**quoted**“", "(B(in brackets)), and „B(quoted)“"],
  ["the code `a*b*c`", "the code C(a*b*c)"],
  ["**`code`**", "B(C(code))"],
])("the marks of %s are read", (body, expected) => {
  expect(read(body)).toBe(expected);
});

test.each([
  "snake_case and __dunder_name",
  "2 * 3 * 4",
  "2*3*4",
  "2*3* 4",
  "*2*3",
  "*a (*) b",
  "5*(3+2)*4",
  "*",
  "**",
  "****",
  "a * b",
  "~about~ 5",
  "~~~~",
  "**open",
  "close**",
  "* *",
  "_ _",
  "price* and *terms",
  "(*) required (*)",
  "*.txt and *.md",
  "имя_файла_тест",
  "東_京_都",
  "**Note:**text",
  "a \\*b\\ c",
  "# no heading",
  "## none here",
  "| a | b |",
  "|---|---|",
  "---",
  "***",
  "* * *",
  "- - -",
  "<b>bold</b> <img src=x onerror=alert(1)>",
  "&lt;b&gt; &amp;",
  "-5 degrees",
  ">:( no quote",
  ">50 of them",
  "1986. It was",
  "12:30. Then",
  "- ",
  "1.",
  "> ",
  "[no address]",
  "[a](b)",
  "[a](javascript:alert(1))",
  "[a](data:text/html,x)",
  "[a] (https)",
  "[",
  "](",
  "+12 345",
  "+1234567890123456",
  "2+33400004821",
  "a@b",
  "@name",
  "a@b.c",
  "ü@b.example",
  "https://name:pass@host.example",
])("%s stays as it is", (body) => {
  expect(read(body)).toBe(body);
});

test.each([
  ["これは**重要**です", "これはB(重要)です"],
  ["**「重要」**です", "B(「重要」)です"],
  ["使用**蓝牙**5.0版本", "使用B(蓝牙)5.0版本"],
  ["**중요**합니다", "B(중요)합니다"],
  ["و**مهم**", "وB(مهم)"],
  ["זה **חשוב** מאוד", "זה B(חשוב) מאוד"],
  ["ข้อ**สำคัญ**มาก", "ข้อB(สำคัญ)มาก"],
  ["**важно**, и *тут*", "B(важно), и I(тут)"],
])("marks in %s are those of a script", (body, expected) => {
  expect(read(body)).toBe(expected);
});

const A = "https://a.example/b_c_(d)";

test.each([
  [`see ${A}.`, `see L(${A}→${A}).`],
  [`**${A}**`, `B(L(${A}→${A}))`],
  [`_${A}_`, `I(L(${A}→${A}))`],
  [`[the rules](${A})!`, `L(the rules→${A}@a.example)!`],
  [`[**the** rules](${A})`, `L(B(the) rules→${A}@a.example)`],
  [`**[the rules](${A})**`, `B(L(the rules→${A}@a.example))`],
  ["[write](mailto:a@b.example)", "L(write→mailto:a@b.example@a@b.example)"],
  ["[call](tel:+46-8-123)", "L(call→tel:+46-8-123@+46-8-123)"],
  ["[a [b](https://c.example/)", "[a L(b→https://c.example/@c.example)"],
  ["[paypal.com](https://evil.example/)", "L(paypal.com→https://evil.example/@evil.example)"],
  [
    "[m](https://m\u00fcnchen.example/)",
    "L(m→https://xn--mnchen-3ya.example/@xn--mnchen-3ya.example)",
  ],
  [
    `[${A}](https://evil.example/)`,
    `[L(${A}→${A})](L(https://evil.example/→https://evil.example/))`,
  ],
  [
    "[a@b.example](https://evil.example/)",
    "[L(a@b.example→mailto:a@b.example)](L(https://evil.example/→https://evil.example/))",
  ],
  [`[](${A})`, `[](L(${A}→${A}))`],
  [`[ ](${A})`, `[ ](L(${A}→${A}))`],
  [`![picture](${A})`, `![picture](L(${A}→${A}))`],
  [`[a](${A} "title")`, `[a](L(${A}→${A}) "title")`],
  [`[a](https://name@host.example/)`, "[a](https://name@host.example/)"],
])("the links of %s are read", (body, expected) => {
  expect(read(body)).toBe(expected);
});

test.each([
  [
    "write to bikes@lanternline.example.",
    "write to L(bikes@lanternline.example→mailto:bikes@lanternline.example).",
  ],
  ["E-mail:a.b+c@d-e.example", "E-mail:L(a.b+c@d-e.example→mailto:a.b+c@d-e.example)"],
  [
    "_a@b.example_ **a@b.example**",
    "I(L(a@b.example→mailto:a@b.example)) B(L(a@b.example→mailto:a@b.example))",
  ],
  ["邮箱a@b.example。", "邮箱L(a@b.example→mailto:a@b.example)。"],
  ["<a@b.example>", "<L(a@b.example→mailto:a@b.example)>"],
  ["mailto:a@b.example", "L(mailto:a@b.example→mailto:a@b.example)"],
  ["call +33 4 00 00 48 21 or", "call L(+33 4 00 00 48 21→tel:+33400004821) or"],
  ["(+1 (555) 010-9999)", "(L(+1 (555) 010-9999→tel:+15550109999))"],
  ["+44 (0)20 7946 0000.", "L(+44 (0)20 7946 0000→tel:+442079460000)."],
  ["**+46 8 123 45 67**", "B(L(+46 8 123 45 67→tel:+4681234567))"],
])("the contact in %s is a link", (body, expected) => {
  expect(read(body)).toBe(expected);
});

test.each([
  ["(415) 555-0132", "4155550132"],
  ["415-555-0132", "4155550132"],
  ["415.555.0132", "4155550132"],
  ["1-800-555-0199", "18005550199"],
  ["020 7946 0018", "02079460018"],
  ["01632 960 001", "01632960001"],
  ["(01632) 960001", "01632960001"],
  ["030/1234567", "0301234567"],
  ["030 / 123 45 67", "0301234567"],
  ["0170 1234567", "01701234567"],
  ["04 00 00 48 21", "0400004821"],
  ["04.00.00.48.21", "0400004821"],
  ["03-1234-5678", "0312345678"],
  ["0212 555 01 23", "02125550123"],
  ["(02) 5550 1234", "0255501234"],
])("the national number %s is a link", (written, digits) => {
  const link = `L(${written}→tel:${digits})`;
  expect(read(`call ${written}.`)).toBe(`call ${link}.`);
  expect(read(`**Tel:** ${written}, or write`)).toBe(`B(Tel:) ${link}, or write`);
});

test.each([
  "01.02.2024",
  "01-02-2024",
  "01/02/2024",
  "2024-01-02",
  "01.02.2024 15:30",
  "01.02.24",
  "01.02.2024-03.02.2024",
  "01.02.2024 - 03.02.2024",
  "2024-01-02 09:30",
  "09:30-10:45",
  "09.30-10.45",
  "09.30 - 10.45",
  "08-12",
  "0.12.345.678",
  "192.168.100.200",
  "#0412 334 556",
  "# 415-555-0132",
  "№ 0412 334 556",
  "LL-415-555-0132",
  "415-555-0132-7",
  "€ 0412 334 556",
  "0412 334 556%",
  "0412 334 556,50",
  "$415.555.0132",
  "4155550132",
  "0301234567",
  "415 555 0132",
  "115-555-0132",
  "0412334556",
  "0041 44 55",
  "978-0-306-40615-7",
  "4111 1111 1111 1111",
  "4111-1111-1111-1111",
  "DE02 1203 0000 0000",
  "+49 030 1234567 030 1234567",
  "x=030 1234567",
  "030 1234567 12",
  "030 12 34 5x",
])("%s is no telephone number", (body) => {
  expect(read(`see ${body} there`)).toBe(`see ${body} there`);
});

test.each([
  [
    "Please bring:\n- the ticket\n- a strap\nThanks",
    "Please bring:\nlist(- the ticket; - a strap)\nThanks",
  ],
  ["a\n\n* b\n\n* c\n\nd", "a\nlist(- b; - c)\nd"],
  ["1. a\n2. b\n4. c", "list(1 a; 2 b; 4 c)"],
  ["15. Mai", "list(15 Mai)"],
  ["1) a\n- b", "list(1 a)\nlist(- b)"],
  ["- a\n  more\n  - inner\n- b", "list(- a|more|list(- inner); - b)"],
  ["1. a\n   - inner\n2. b", "list(1 a|list(- inner); 2 b)"],
  ["- **a**: `b`", "list(- B(a): C(b))"],
  ["> quoted *text*\n>\n> and more\nanswer", "quote(quoted I(text)||and more)\nanswer"],
  ["> - a\n> - b", "quote(list(- a; - b))"],
  ["> > inner\n> outer", "quote(quote(inner)|outer)"],
  ["a\n\n\nb", "a\n\n\nb"],
  ["a\r\nb", "a\nb"],
  ["before\n```sh\na *b*\n  - c\n```\nafter", "before\npre(a *b*\n  - c)\nafter"],
  ["```LL-48213```", "pre(LL-48213)"],
  ["``` open", "``` open"],
  ["**a\nb**", "**a\nb**"],
])("the blocks of %j are read", (body, expected) => {
  expect(read(body)).toBe(expected);
});

test("a screen reader is given no marks but numbers, and a text that is kept has addresses", () => {
  const body = "**Hi**\n> q\n\n- a\n  b\n\n2. [c](https://d.example/)\n```sh\ne\n```";
  expect(spokenFormatted(body)).toBe("Hi\nq\na\nb\n2. c\ne");
  expect(writtenFormatted(body)).toBe("Hi\n> q\n- a\n  b\n2. c (https://d.example/)\ne");
});

/* ---- properties ---- */

const MARKS =
  "* ** *** _ __ ~~ ~ ` ``` [ ]( ) ![ > - 1. 2) + @ a.example https://a.example/b mailto:a@b.example +33400004821 x@y.example 東 é ש b c 5 \\ < & ! ' ( . ,".split(
    " ",
  );
const piece = fc.constantFrom(
  ...MARKS,
  " ",
  " ",
  "\n",
  "\n",
  "\n\n",
  "\n- ",
  "\n> ",
  "\n  ",
  "\n1. ",
);
const text = fc
  .array(fc.oneof({ weight: 9, arbitrary: piece }, fc.string({ unit: "grapheme" })), {
    maxLength: 60,
  })
  .map((all) => all.join(""));

function textsOf(parts: readonly Inline[]): readonly string[] {
  return parts.flatMap((part) => ("parts" in part ? textsOf(part.parts) : [part.text]));
}

function blockTexts(block: FormattedBlock): readonly string[] {
  switch (block.kind) {
    case "line":
      return textsOf(block.parts);
    case "pre":
      return [block.text];
    case "quote":
      return block.blocks.flatMap(blockTexts);
    case "list":
      return block.items.flatMap(({ blocks }) => blocks.flatMap(blockTexts));
  }
}

/** A mark that may be missing from the text: one of emphasis, code, a list, a quote, a label. */
const REMOVED =
  /^(?:\*{1,3}|_{1,3}|~~|\[|\]\((?:https?:|mailto:|tel:)[^\s]*?\)|[-*\u2022] +|\d{1,3}[.)] +|>|[ \n\r])/;

/** Whether the text is the input without some marks, all in their order. */
function isInputLessMarks(input: string, output: string): boolean {
  /** The places in the output that can be reached at each place in the input. */
  const reached = new Map<number, Set<number>>([[0, new Set([0])]]);
  const reach = (at: number, place: number): void => {
    reached.set(at, (reached.get(at) ?? new Set()).add(place));
  };
  for (let at = 0; at < input.length; at++) {
    for (const place of reached.get(at) ?? []) {
      if (input[at] === output[place]) reach(at + 1, place + 1);
      const rest = input.slice(at);
      const mark = REMOVED.exec(rest)?.[0] ?? "";
      if (mark !== "") reach(at + mark.length, place);
      if (/^[*_]/.test(mark)) reach(at + 1, place);
      if (rest.startsWith("`")) reach(at + 1, place);
      const fence = /^```[^\n`]*\n/.exec(rest)?.[0];
      if (fence !== undefined) reach(at + fence.length, place);
      if (rest.startsWith("](")) {
        // The end of an address may be one of several brackets.
        for (let end = rest.indexOf(")"); end !== -1; end = rest.indexOf(")", end + 1))
          if (/^\]\((?:https?:|mailto:|tel:)\S*$/.test(rest.slice(0, end)))
            reach(at + end + 1, place);
      }
    }
    reached.delete(at);
  }
  return reached.get(input.length)?.has(output.length) === true;
}

test("no text makes the parser throw, and what it reads is the input less its marks", () => {
  fc.assert(
    fc.property(text, (body) => {
      const output = readFormatted(body).flatMap(blockTexts).join("");
      expect(isInputLessMarks(body, output), JSON.stringify({ body, output })).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("a text without marks is read as it is", () => {
  const plain = fc
    .string({ unit: "grapheme" })
    .map((any) => `x${any.replace(/[*_~`[\]>+@\r\n-]|\d[.)]|[/:]/g, " ")}x`);
  fc.assert(
    fc.property(plain, (body) => {
      expect(readFormatted(body)).toEqual([
        { kind: "line", parts: [{ kind: "text", text: body }] },
      ]);
    }),
  );
});

/** Words in emphasis, written by a writer of the grammar and read again. */
const words = fc.constantFrom("one", "two words", "3", "été", "重要", "שלום");
const inline: fc.Arbitrary<{ readonly body: string; readonly shown: string }> = fc.letrec<{
  node: { readonly body: string; readonly shown: string };
}>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    words.map((word) => ({ body: word, shown: word })),
    fc
      .tuple(fc.constantFrom(["**", "B"], ["~~", "S"]), tie("node"))
      .map(([[mark, name], { body, shown }]) => ({
        body: `${mark}${body}${mark}`,
        shown: `${name}(${shown})`,
      })),
    tie("node").map(({ body, shown }) => ({
      body: `[${body}](https://a.example/)`,
      shown: shown.includes("L(") ? "" : `L(${shown}→https://a.example/@a.example)`,
    })),
  ),
})).node;

test("marks that are written by the grammar are read as they were meant", () => {
  fc.assert(
    fc.property(inline, ({ body, shown }) => {
      // A mark within the same mark, and a link within a link, mean nothing.
      const isOnce = ["~~", "**", "]("].every((mark) => body.split(mark).length <= 3);
      fc.pre(isOnce && shown !== "" && !shown.includes("()"));
      fc.pre((shown.match(/L\(/g) ?? []).length === (body.match(/\]\(/g) ?? []).length);
      expect(read(body)).toBe(shown);
    }),
  );
});

test.each([
  "*a ",
  "_a_ ",
  "**",
  "[",
  "](",
  "[a](https://b.example/) ",
  "> ",
  "\n> ",
  "> > > > > ",
  "\n- a",
  "\n  - ",
  "`",
  "```",
  "```\n",
  "~~a",
  "*_",
  "[*",
  "a@b.example ",
  "@",
  "+33 4 00 00 48 21 ",
  "+1",
  "030 1234567 ",
  "415-555-0132-",
  "0",
  "01 ",
  "\n",
  "x",
  "* _ ~~ [ ",
  "*a a~~ ",
  "[https://a.example/ ",
  "*a ".repeat(20),
])("a text full of %j costs as many tokens as it is long", (unit) => {
  const tokens = (length: number): number => {
    let sum = 0;
    readFormatted(unit.repeat(Math.ceil(length / unit.length)), (more) => {
      sum += more;
    });
    return sum;
  };
  expect(tokens(100_000)).toBeLessThanOrEqual(11 * Math.max(1, tokens(10_000)));
});

test("marks within marks end at a depth that can be drawn", () => {
  const depth = (parts: readonly Inline[]): number =>
    Math.max(0, ...parts.map((part) => ("parts" in part ? 1 + depth(part.parts) : 0)));
  const deep = `${"**a *b ".repeat(500)}x${" b* a**".repeat(500)}`;
  const [line] = readFormatted(deep);
  expect(line?.kind === "line" && depth(line.parts)).toBeLessThanOrEqual(8);
  expect(read(`${"> ".repeat(9)}x`)).toBe("quote(quote(quote(quote(> > > > > x))))");
});
