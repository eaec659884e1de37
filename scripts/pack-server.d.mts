/** Makes the package `parlor-server` in a folder. @returns the file's name */
export function packServer(folder: string): string;
