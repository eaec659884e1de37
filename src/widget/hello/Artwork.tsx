import type { JSX } from "preact";

/** Doors one behind another, the last one lit. Decorative only. */
export function Artwork(): JSX.Element {
  const arches = [
    ["M37 178V79a75 75 0 0 1 150 0V178", 0.22],
    ["M56.5 160.8V87.6a55.5 55.5 0 0 1 111 0V160.8", 0.32],
    ["M71.9 147.3V94.3a40.1 40.1 0 0 1 80.3 0V147.3", 0.44],
    ["M83.9 136.8V99.6a28.1 28.1 0 0 1 56.3 0V136.8", 0.58],
  ] as const;
  return (
    <svg class="pl-artwork" viewBox="0 0 200 178" aria-hidden="true" focusable="false">
      {arches.map(([path, opacity]) => (
        <path
          key={path}
          d={path}
          fill="currentColor"
          fill-opacity={0.05}
          stroke-opacity={opacity}
        />
      ))}
      <path d="M37 178L93.3 128.5M187 178L130.8 128.5" stroke-opacity={0.2} />
      <linearGradient id="pl-spill" x2="0" y2="1">
        <stop stop-color="#ffdc9a" stop-opacity={0.5} />
        <stop offset="1" stop-color="#ffdc9a" stop-opacity={0} />
      </linearGradient>
      <path d="M93.3 128.5H130.8L153 178H71z" fill="url(#pl-spill)" stroke="none" />
      <path
        d="M93.3 128.5V103.8a18.8 18.8 0 0 1 37.5 0V128.5z"
        fill="var(--lamp, #f3bd5b)"
        stroke="none"
      />
    </svg>
  );
}
