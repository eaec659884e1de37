// Reads the JSON reports of Vitest and Playwright.
import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} told - each failure: the test's name and its first lines
 */

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function plain(text) {
  const lines = stripVTControlCharacters(text).split("\n");
  return lines.slice(0, 60).join("\n");
}

/** @returns {Counts} */
export function countVitest(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, told: [] };
  const told = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName, failureMessages }) => `${fullName}\n${plain(failureMessages.join("\n"))}`);
  return { passed: report.numPassedTests, failed: report.numFailedTests, told };
}

/** @returns {Counts} */
export function countPlaywright(file) {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, told: [] };
  const specs = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specs)];
  const told = report.suites
    .flatMap(specs)
    .flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test })))
    .filter(({ status }) => status === "unexpected" || status === "flaky")
    .map(({ title, projectName, results }) => {
      const errors = results.flatMap(({ errors }) => errors);
      return `${title} (${projectName})\n${plain(errors.map(({ message }) => message ?? "").join("\n"))}`;
    });
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky, told };
}
