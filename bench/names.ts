/** Selectors of the elements that Parlor and the reference both have, for the probes. */
export const launcherOf = { parlor: "button", reference: ".launcher" } as const;
export const fieldOf = { parlor: "textarea", reference: "textarea" } as const;
