import type { FileVariant } from "../../service/files.ts";

const ID = /^[\w-]{4,64}$/;

/** @throws RangeError for a text that could lead to another place */
export function assertFileId(id: string): void {
  if (!ID.test(id)) throw new RangeError("A file's id has letters, digits, - and _ only");
}

/** `aa/bb/{id}` or `aa/bb/{id}.thumb`, so that no folder gets too many entries. */
export function storedName(id: string, variant: FileVariant): string {
  assertFileId(id);
  const name = variant === "file" ? id : `${id}.thumb`;
  return `${id.slice(0, 2)}/${id.slice(2, 4)}/${name}`;
}

/** The id of a stored file by its name; null for a small picture and for a file of others. */
export function idOfStoredName(path: string): string | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return ID.test(name) && storedName(name, "file") === path ? name : null;
}
