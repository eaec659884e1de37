import { systemClock, type Clock } from "./clock.ts";
import {
  changed,
  defaultSettings,
  type DeploymentChanges,
  type DeploymentSettings,
} from "./deployment.ts";
import { EmulatorError } from "./errors.ts";
import { defaultLimits, type Limits } from "./limits.ts";

/** The deployment of an emulator to which none is given. */
export const DEFAULT_DEPLOYMENT = "5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10";

/** Options of `startEmulator`. */
export interface EmulatorOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** The address to listen on; the default is loopback. */
  readonly host?: string;
  readonly clock?: Clock;
  /** The settings of all deployments, where they differ from the emulator's. */
  readonly defaults?: DeploymentChanges;
  /** Deployments by their id. The default is one, {@link DEFAULT_DEPLOYMENT}. */
  readonly deployments?: Readonly<Record<string, DeploymentChanges>>;
  readonly limits?: Partial<Limits>;
  /** Gives uploads an origin of their own, as the service has it. */
  readonly hasUploadOrigin?: boolean;
}

/** The options with all defaults. */
export interface ResolvedOptions {
  readonly port: number;
  readonly host: string;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly deployments: ReadonlyMap<string, DeploymentSettings>;
  readonly hasUploadOrigin: boolean;
}

/** The faults of settings, one text for each. */
export function settingsFaults(id: string, settings: DeploymentSettings): string[] {
  const { media, sessionSeconds, jwtSeconds, downloadSeconds, customDataBytes } = settings;
  const counts = { sessionSeconds, jwtSeconds, downloadSeconds, customDataBytes };
  const faults = Object.entries(counts)
    .filter(([, count]) => !(Number.isFinite(count) && count > 0))
    .map(([name, count]) => `${id}: ${name} is ${count}, not a number above 0`);
  if (media !== null && !(media.maxFileSizeKB > 0))
    faults.push(`${id}: media.maxFileSizeKB is ${media.maxFileSizeKB}, not a number above 0`);
  return faults;
}

/** @throws EmulatorError `invalid-options`, naming all faults */
export function resolveOptions(options: EmulatorOptions): ResolvedOptions {
  const base = changed(defaultSettings, options.defaults ?? {});
  const entries = Object.entries(options.deployments ?? { [DEFAULT_DEPLOYMENT]: {} });
  const deployments = new Map(entries.map(([id, changes]) => [id, changed(base, changes)]));
  const limits = { ...defaultLimits, ...options.limits };
  const { port = 0 } = options;
  const faults = [...deployments].flatMap(([id, settings]) => settingsFaults(id, settings));
  if (!(Number.isInteger(port) && port >= 0 && port < 65_536)) faults.push(`port is ${port}`);
  if (deployments.size === 0) faults.push("deployments is empty");
  for (const [name, limit] of Object.entries(limits))
    if (!(Number.isFinite(limit) && limit > 0)) faults.push(`limits.${name} is ${limit}`);
  if (faults.length > 0) throw new EmulatorError("invalid-options", faults.join("; "));
  return {
    port,
    host: options.host ?? "127.0.0.1",
    clock: options.clock ?? systemClock,
    limits,
    deployments,
    hasUploadOrigin: options.hasUploadOrigin ?? false,
  };
}
