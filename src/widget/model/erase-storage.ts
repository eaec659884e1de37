/**
 * Erases the draft, the choices and everything else that is stored for one deployment.
 * @param areas - the storage areas to erase. Default: both
 */
export function eraseStorage(
  deploymentId: string,
  areas: readonly ("localStorage" | "sessionStorage")[] = ["localStorage", "sessionStorage"],
): void {
  const isOurs = (key: string): boolean => {
    const [whole = "", what] = /^parlor:(\w+):/.exec(key) ?? [];
    const rest = key.slice(whole.length);
    // An outbox key ends with a message's key. The rest must match exactly, because another
    // deployment's name may begin like this one's.
    return what === "outbox"
      ? rest.replace(/:[^:]*$/, "") === deploymentId
      : whole !== "" && rest === deploymentId;
  };
  for (const area of areas) {
    try {
      for (const key of Object.keys(globalThis[area]))
        if (isOurs(key)) globalThis[area].removeItem(key);
    } catch {
      // Storage is forbidden, so nothing is stored.
    }
  }
}
