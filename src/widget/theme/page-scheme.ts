/**
 * How light an opaque colour is, 0 to 1; null for a transparent one. Browsers compute colours to
 * `rgb(…)`, `color(srgb …)`, or the space that the page has written, such as `oklch(…)`.
 */
function lightnessOf(color: string): number | null {
  const numbers = color.replace(/^color\(\S+|^\w+\(/, "").match(/[\d.]+(e-\d+)?/g) ?? [];
  const [first = 0, second = 0, third = 0, alpha = 1] = numbers.map(Number);
  if (alpha < 1) return null;
  if (/^(ok)?l/.test(color)) return color.startsWith("l") ? first / 100 : first;
  const lightness = 0.2126 * first + 0.7152 * second + 0.0722 * third;
  return color.startsWith("rgb") ? lightness / 255 : lightness;
}

/**
 * Whether the page around an element is dark: by its `color-scheme` if that is one of the two, else
 * by the first opaque background behind the element. Without any of them a browser paints white, or
 * black for a page that says that it can be dark.
 */
export function isPageDark(element: Element, wantsDark: boolean): boolean {
  const scheme = getComputedStyle(element).colorScheme;
  const canBeDark = /\bdark/.test(scheme);
  if (canBeDark !== /\blight/.test(scheme)) return canBeDark;
  for (let place: Element | null = element; place !== null; place = place.parentElement) {
    const lightness = lightnessOf(getComputedStyle(place).backgroundColor);
    if (lightness !== null) return lightness < 0.5;
  }
  return canBeDark && wantsDark;
}
