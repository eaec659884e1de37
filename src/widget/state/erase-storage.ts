/**
 * Erases the draft, the choices and whatever else is kept for one deployment.
 * @param areas - where. Default: everywhere
 */
export function eraseStorage(
  deploymentId: string,
  areas: readonly ("localStorage" | "sessionStorage")[] = ["localStorage", "sessionStorage"],
): void {
  const isOurs = (key: string): boolean => {
    const [whole = "", what] = /^parlor:(\w+):/.exec(key) ?? [];
    const rest = key.slice(whole.length);
    // A message has its own key behind the deployment; another deployment's name may begin like this one's.
    return what === "outbox"
      ? rest.replace(/:[^:]*$/, "") === deploymentId
      : whole !== "" && rest === deploymentId;
  };
  for (const area of areas) {
    try {
      for (const key of Object.keys(globalThis[area]))
        if (isOurs(key)) globalThis[area].removeItem(key);
    } catch {
      // Storage is forbidden: nothing is there.
    }
  }
}
