import { expect, test } from "vitest";
import { httpSettings, parlorSettings, SettingsError } from "./settings.ts";

const good = {
  PARLOR_URL: "https://chat.example.com/",
  PARLOR_CLIENT_ID: "bot",
  PARLOR_CLIENT_SECRET: "hush",
};
const TOKEN = "x".repeat(24);

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
}

test("the address has no slash at its end, and http is for this machine", () => {
  const urlOf = (url: string): string => parlorSettings({ ...good, PARLOR_URL: url }).url;
  expect(urlOf("https://chat.example.com/")).toBe("https://chat.example.com");
  expect(urlOf("https://example.com/support")).toBe("https://example.com/support");
  for (const url of ["http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"])
    expect(urlOf(url)).toBe(url);
  for (const url of [
    "http://chat.example.com",
    "http://localhost.example.com",
    "https://user:secret@chat.example.com",
    "https://chat.example.com?key=secret",
    "ftp://localhost",
    "chat.example.com",
  ])
    expect(problemsOf(() => urlOf(url))).toEqual([
      "PARLOR_URL must be an https address; http is for this machine only.",
    ]);
});

test("all that is missing is told at once", () => {
  expect(problemsOf(() => parlorSettings({ PARLOR_CLIENT_SECRET: "hush" }))).toEqual([
    "PARLOR_CLIENT_ID is not set.",
    "PARLOR_URL is not set.",
  ]);
  expect(problemsOf(() => httpSettings({}))).toEqual(["PARLOR_MCP_TOKEN is not set."]);
  const short = problemsOf(() => httpSettings({ PARLOR_MCP_TOKEN: "short-secret" }));
  expect(short).toEqual(["PARLOR_MCP_TOKEN must have at least 24 characters."]);
});

test("it listens on this machine, unless the hosts of its addresses are named", () => {
  expect(httpSettings({ PARLOR_MCP_TOKEN: TOKEN })).toEqual({
    token: TOKEN,
    host: "127.0.0.1",
    allowedHosts: ["localhost", "127.0.0.1", "[::1]"],
  });
  const open = { PARLOR_MCP_TOKEN: TOKEN, PARLOR_MCP_HOST: "0.0.0.0" };
  expect(problemsOf(() => httpSettings(open))).toEqual([
    "PARLOR_MCP_ALLOWED_HOSTS must name the hosts of its addresses when PARLOR_MCP_HOST is not this machine.",
  ]);
  expect(
    httpSettings({ ...open, PARLOR_MCP_ALLOWED_HOSTS: "MCP.example.com, 10.0.0.5" }),
  ).toMatchObject({
    host: "0.0.0.0",
    allowedHosts: ["localhost", "127.0.0.1", "[::1]", "mcp.example.com", "10.0.0.5"],
  });
});
