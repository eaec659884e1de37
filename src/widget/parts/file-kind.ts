import type { IconName } from "./Icon.tsx";

/** The pictures that every browser draws, and a server has looked at. */
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export const isPicture = (mediaType: string): boolean => PICTURE.test(mediaType);

/** The icon of a file that is not shown itself. */
export const fileIcon = (mediaType: string): IconName =>
  mediaType.startsWith("image/") ? "image" : "file";
