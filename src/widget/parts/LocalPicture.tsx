import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * A picture that this page has, cut to its place. It is drawn on a canvas: a policy of the page
 * that allows no `blob:` pictures does not forbid it.
 */
export function LocalPicture({ file, size }: { file: File; size: number }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    const draw = async (): Promise<void> => {
      const bitmap = await createImageBitmap(file);
      const { current } = canvas;
      if (!isGone && current !== null) {
        const scale = Math.min(1, size / Math.max(bitmap.width, bitmap.height));
        current.width = Math.max(1, Math.round(bitmap.width * scale));
        current.height = Math.max(1, Math.round(bitmap.height * scale));
        current.getContext("2d")?.drawImage(bitmap, 0, 0, current.width, current.height);
      }
      bitmap.close();
    };
    // A picture that the browser cannot draw stays empty.
    draw().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [file, size]);
  return <canvas ref={canvas} width={1} height={1} aria-hidden="true" />;
}
