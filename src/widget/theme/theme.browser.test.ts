/** @module-tag engine-layout */

import { expect, test } from "vitest";
import talkTokens from "../conversation/conversation-tokens.css?inline";
import tokens from "./tokens.css?inline";

/* Every colour that is derived from a brand colour is legible: WCAG 2.2, 1.4.3 and 1.4.11. */

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const brush = canvas.getContext("2d", { willReadFrequently: true })!;

/** Relative luminance of any CSS colour, as the screen shows it. */
function luminance(color: string): number {
  brush.clearRect(0, 0, 1, 1);
  brush.fillStyle = color;
  brush.fillRect(0, 0, 1, 1);
  const [r = 0, g = 0, b = 0] = brush.getImageData(0, 0, 1, 1).data;
  const linear = [r, g, b].map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((one, other) => other - one);
  return (light! + 0.05) / (dark! + 0.05);
};

/**
 * The same thousand colours in each run, spread over hue, saturation and lightness, including the
 * corners.
 */
const brands = Array.from({ length: 1_000 }, (_, n) => {
  if (n < 4) return ["#000000", "#ffffff", "#ffff00", "#0000ff"][n]!;
  return `hsl(${(n * 137.508) % 360} ${(n * 61) % 101}% ${(n * 29) % 101}%)`;
});

const pairs = [
  // text
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["on-bubble", "bubble", 4.5],
  ["accent-ink", "paper", 4.5],
  ["accent-ink", "raised", 4.5],
  // controls and focus
  ["accent-edge", "paper", 3],
  ["focus", "paper", 3],
] as const;

test.each(["light", "dark"])(
  "a thousand brand colours, %s: everything derived from them can be read",
  (theme) => {
    const host = document.createElement("div");
    document.body.append(host);
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("style");
    style.textContent = tokens + talkTokens;
    const frame = document.createElement("div");
    frame.className = "parlor";
    frame.dataset["theme"] = theme;
    const names = [...new Set(pairs.flatMap(([a, b]) => [a, b]))];
    const probes = new Map(
      names.map((name) => {
        const probe = document.createElement("i");
        probe.style.color = `var(--pl-${name})`;
        frame.append(probe);
        return [name, probe] as const;
      }),
    );
    root.append(style, frame);
    const bad: string[] = [];
    for (const brand of brands) {
      host.style.setProperty("--parlor-accent", brand);
      const color = (name: (typeof names)[number]): string =>
        getComputedStyle(probes.get(name)!).color;
      for (const [text, ground, least] of pairs) {
        const found = contrast(color(text), color(ground));
        // Rounding to eight bits a channel shifts the ratio slightly.
        if (found < least - 0.02) bad.push(`${brand}: ${text} on ${ground} ${found.toFixed(2)}`);
      }
    }
    host.remove();
    expect(bad.slice(0, 10), `${bad.length} of ${brands.length * pairs.length}`).toEqual([]);
  },
);
