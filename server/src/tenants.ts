import { ConfigError, type Config } from "./config/config.ts";
import { idProblems } from "./config/tenant-ids.ts";
import { demoOrganization } from "./demo.ts";
import type { Organization } from "./domain/tenant.ts";
import type { SettingStore } from "./service/store.ts";

/** Names the demo tenant in a problem with ids. */
export const DEMO_PLACE = "the demo tenant";

export interface Tenants {
  readonly all: readonly Organization[];
  /** The demo tenant; null without the demo. */
  readonly demo: Organization | null;
}

/**
 * The organizations of the configuration, and the demo's.
 * @throws ConfigError for ids that are there twice
 */
export async function loadTenants(config: Config, store: SettingStore): Promise<Tenants> {
  const demo = config.isDemo ? await demoOrganization(store) : null;
  const placed = config.organizations.map((organization, at) => ({
    path: `organizations.${at}`,
    organization,
  }));
  if (demo !== null) placed.push({ path: DEMO_PLACE, organization: demo });
  const problems = idProblems(placed);
  if (problems.length > 0) throw new ConfigError(problems);
  return { all: placed.map(({ organization }) => organization), demo };
}
