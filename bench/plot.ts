import type { Row, Series } from "./figure.ts";
import { median, quantile } from "./statistics.ts";

const WIDTH = 720;
const LEFT = 150;
const LANE = 34;
const TOP = 40;

const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => `&#${one.codePointAt(0)};`);

/** Formats a value for an axis. */
const read = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

/**
 * Draws every run as a dot, the middle half as a bar and the median as a line, in a lane per
 * series.
 */
export function plot({ figure, limit, unit = "" }: Row, series: readonly Series[]): string {
  const scale = unit === "MB" ? 1e-6 : 1;
  const shown = series.map(({ name, values }) => ({
    name,
    values: values.map((value) => value * scale),
  }));
  const most = Math.max(...shown.flatMap(({ values }) => quantile(values, 0.99)), 1e-9) * 1.05;
  const x = (value: number): number => LEFT + (Math.min(value, most) / most) * (WIDTH - LEFT - 70);
  const height = TOP + shown.length * LANE + 24;
  const lanes = shown.map(({ name, values }, lane) => {
    const y = TOP + lane * LANE + LANE / 2;
    const [low, middle, high] = [quantile(values, 0.25), median(values), quantile(values, 0.75)];
    // A few hundred of thousands of frames are enough for the plot.
    const step = Math.ceil(values.length / 300);
    const dots = values
      .filter((_, index) => index % step === 0)
      .map((value, index) => {
        const jitter = ((index * 7) % 13) - 6;
        return `<circle cx="${x(value).toFixed(1)}" cy="${y + jitter}" r="2"/>`;
      });
    return `<text x="${LEFT - 10}" y="${y + 4}" text-anchor="end">${escape(name)}</text>
  <rect x="${x(low).toFixed(1)}" y="${y - 9}" width="${Math.max(1, x(high) - x(low)).toFixed(1)}" height="18" class="half${lane === 0 ? " ours" : ""}"/>
  <g class="dot${lane === 0 ? " ours" : ""}">${dots.join("")}</g>
  <path d="M${x(middle).toFixed(1)} ${y - 12}v24" class="median"/>
  <text x="${WIDTH - 60}" y="${y + 4}">${read(middle)} ${escape(unit)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(figure)}">
  <style>
    text { font: 12px system-ui, sans-serif; fill: #27211b }
    .title { font-weight: 600 }
    .half { fill: #c9c2b8; opacity: .5 } .half.ours { fill: #1f5b4a }
    .dot { fill: #8a8176; opacity: .6 } .dot.ours { fill: #1f5b4a }
    .median { stroke: #27211b; stroke-width: 2 }
    .axis { stroke: #c9c2b8 }
  </style>
  <rect width="${WIDTH}" height="${height}" fill="#fbf8f4"/>
  <text x="12" y="20" class="title">${escape(figure)}: ${escape(limit)}</text>
  ${lanes.join("\n  ")}
  <path d="M${LEFT} ${height - 22}H${WIDTH - 70}" class="axis"/>
  <text x="${LEFT}" y="${height - 6}">0</text>
  <text x="${WIDTH - 70}" y="${height - 6}" text-anchor="end">${read(most)} ${escape(unit)}</text>
</svg>
`;
}
