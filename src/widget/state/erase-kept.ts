/** Erases the draft, the choices and whatever else is kept for one deployment. */
export function eraseKept(deploymentId: string): void {
  for (const area of ["localStorage", "sessionStorage"] as const) {
    try {
      for (const key of Object.keys(globalThis[area]))
        if (key.startsWith("parlor:") && `${key}:`.includes(`:${deploymentId}:`))
          globalThis[area].removeItem(key);
    } catch {
      // Storage is forbidden: nothing is there.
    }
  }
}
