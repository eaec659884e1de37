import type { IconName } from "./Icon.tsx";

/** The pictures that every browser draws, and a server has looked at. */
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export const isPicture = (mediaType: string): boolean => PICTURE.test(mediaType);

/** The icon of a file that is not shown itself. */
export const fileIcon = (mediaType: string): IconName =>
  mediaType.startsWith("image/") ? "image" : "file";

/** The kind of a file as people name it: its extension in capitals. Empty without one. */
export const fileKind = (name: string): string =>
  /\.([^.]{1,8})$/.exec(name)?.[1]?.toUpperCase() ?? "";
