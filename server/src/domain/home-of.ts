import {
  findDeployment,
  type Deployment,
  type DeploymentRules,
  type Organization,
} from "./tenant.ts";

/**
 * In place of a deployment's id: an agent or a machine has created the conversation, so no page
 * and no stream belongs to it. The configuration refuses an empty id.
 */
export const NO_DEPLOYMENT = "";

/** The deployment of a conversation, and its organization; null when either is unknown. */
export function homeOf(
  tenants: readonly Organization[],
  of: { readonly organizationId: string; readonly deploymentId: string },
): { readonly organization: Organization; readonly deployment: Deployment } | null {
  const { organizationId, deploymentId } = of;
  if (deploymentId !== NO_DEPLOYMENT) return findDeployment(tenants, organizationId, deploymentId);
  const organization = tenants.find(({ id }) => id === organizationId);
  const [first] = organization?.deployments ?? [];
  if (organization === undefined || first === undefined) return null;
  const rules = rulesWithoutGuest(first.rules);
  return { organization, deployment: { ...first, id: NO_DEPLOYMENT, flow: null, rules } };
}

/** The silence of a guest who cannot write ends nothing, and neither does an agent's absence. */
const rulesWithoutGuest = (rules: DeploymentRules): DeploymentRules => ({
  ...rules,
  idleSeconds: Number.POSITIVE_INFINITY,
  onAgentGone: rules.onAgentGone === "end" ? "queue" : rules.onAgentGone,
});
