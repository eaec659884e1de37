import type { Icons } from "./Icon.tsx";

/** The icons of files in rows; other chunks, which may not be loaded, have some of the same. */
export const rowFilesIcons = {
  download: ["M10 3.4v9.2M6 9l4 4 4-4M3.8 16.4h12.4"],
  close: ["M5.5 5.5l9 9M14.5 5.5l-9 9"],
  file: ["M6.6 3h4.9L15 6.6V15a2 2 0 0 1-2 2H6.6a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11.3 3v3.8H15"],
  image: [
    "M5 3.6h10a2 2 0 0 1 2 2v8.8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5.6a2 2 0 0 1 2-2zM3.4 14l4-4.4 3.4 3.6 2.2-2.2 3.6 3.6",
    ".12.6,7.6,1.2",
  ],
} satisfies Icons;
