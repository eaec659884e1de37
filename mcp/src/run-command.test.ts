import { expect, test } from "vitest";
import { runCommand } from "./run-command.ts";

async function run(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommand(words, {
    env,
    version: "1.2.3",
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

test("version and help are printed, and nothing is started", async () => {
  expect(await run(["--version"])).toEqual({ code: 0, out: "1.2.3", err: "" });
  const help = await run(["--help"]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const word of ["--allow-writes", "--http <port>", "--version", "PARLOR_CLIENT_SECRET"])
    expect(help.out).toContain(word);
});

test.each([
  [["--allow-write"], "unknown option '--allow-write'"],
  [["serve"], "too many arguments"],
  [["--http"], "argument missing"],
  [["--http", "70000"], "a whole number from 0 to 65535"],
  [["--http", "-1"], "a whole number from 0 to 65535"],
])("%j is an error with the exit code 2", async (words, said) => {
  const { code, out, err } = await run(words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(said);
});

test("settings that are missing are named, and no value is told", async () => {
  expect(
    await run([], { PARLOR_URL: "http://secret.example.com", PARLOR_CLIENT_ID: "me" }),
  ).toEqual({
    code: 1,
    out: "",
    err: [
      "parlor-mcp: PARLOR_CLIENT_SECRET is not set.",
      "parlor-mcp: PARLOR_URL must be an https address; http is for this machine only.",
    ].join("\n"),
  });
  const env = {
    PARLOR_URL: "http://localhost:1",
    PARLOR_CLIENT_ID: "a",
    PARLOR_CLIENT_SECRET: "b",
  };
  const { code, err } = await run(["--http", "0"], { ...env, PARLOR_MCP_TOKEN: "too-short" });
  expect([code, err]).toEqual([
    1,
    "parlor-mcp: PARLOR_MCP_TOKEN must have at least 24 characters.",
  ]);
});
