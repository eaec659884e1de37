/** Where the parts are that both sides have, as the probes look for them. */
export const launcherOf = { parlor: "button", reference: ".launcher" } as const;
export const fieldOf = { parlor: "textarea", reference: "textarea" } as const;
