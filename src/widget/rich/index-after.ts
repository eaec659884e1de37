/**
 * The entry to which a key leads from the current one of a row that is one tab stop; null for other
 * keys. Neither end wraps.
 */
export function indexAfter(
  key: string,
  current: number,
  count: number,
  direction: "ltr" | "rtl",
): number | null {
  const last = count - 1;
  const ahead = Math.min(last, current + 1);
  const back = Math.max(0, current - 1);
  switch (key) {
    case "ArrowRight":
      return direction === "ltr" ? ahead : back;
    case "ArrowLeft":
      return direction === "ltr" ? back : ahead;
    case "ArrowDown":
      return ahead;
    case "ArrowUp":
      return back;
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}
