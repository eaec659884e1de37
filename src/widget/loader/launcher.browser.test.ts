/** @module-tag engine-layout */

import { afterEach, expect, test } from "vitest";
import { createLauncher } from "./launcher.ts";

const place = document.createElement("div");
afterEach(() => place.remove());

/** The brightness of a pixel of this color, drawn over those before: 0 to 255. */
function brightness(...colors: string[]): number {
  const context = document.createElement("canvas").getContext("2d")!;
  for (const color of colors) {
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
  }
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("the launcher has a rim on a page of its own colour, light or dark", () => {
  for (const accent of ["#1f5b4a", "#000000", "#ffffff", "#f3bd5b", "#7a1f5c"]) {
    const { host, button } = createLauncher({ deploymentId: "d", accent });
    document.body.append(place);
    place.append(host);
    const { borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(button);
    expect(borderTopWidth).toBe("1px");
    const rim = brightness(backgroundColor, borderTopColor);
    expect(Math.abs(rim - brightness(backgroundColor)), accent).toBeGreaterThan(10);
    host.remove();
  }
});
