/* The lines for the owner of a site, who looks at the console. They hold no secret. */

/** Why a deployment cannot be used. */
export type Trouble = "inactive" | "host" | "missing" | "refused" | "sign-in" | "code";

export function ownerLine(
  trouble: Trouble,
  {
    deploymentId,
    endpoints,
  }: { readonly deploymentId: string; readonly endpoints: { readonly key: string } },
): string {
  const deployment = `deployment ${deploymentId}`;
  switch (trouble) {
    case "inactive":
      return `${deployment} is inactive: set it to Active in its settings, or change deploymentId.`;
    case "host":
      return `${deployment} does not allow ${globalThis.location?.hostname}: add this host to its allowed domains.`;
    case "missing":
      return `there is no ${deployment} in ${endpoints.key}: correct region or deploymentId.`;
    case "sign-in":
      return `${deployment} wants visitors to sign in: give Parlor getAuthCode, or switch authentication off in its settings.`;
    case "code":
      return `${deployment} does not take the code of getAuthCode: check redirectUri, codeVerifier and the identity provider in its settings.`;
    case "refused":
      return `${deployment} refuses the connection: check in its settings that messaging is on and that its flow is published.`;
  }
}
