const counted = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? "" : "s"}`;

/** A time span in words, with its two largest units: `6 minutes 40 seconds`. */
export function durationWords(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1_000));
  const units = [
    counted(Math.floor(all / 3_600), "hour"),
    counted(Math.floor(all / 60) % 60, "minute"),
    counted(all % 60, "second"),
  ];
  const first = units.findIndex((one) => !one.startsWith("0 "));
  const used = first === -1 ? units.slice(-1) : units.slice(first, first + 2);
  return used.filter((one, index) => index === 0 || !one.startsWith("0 ")).join(" ");
}
