import type { FastifyInstance, RouteOptions } from "fastify";
import { createInProcessBus } from "../adapters/in-process-bus.ts";
import { createApp, type AppDeps } from "../app.ts";
import { defaultLimits, defaultTimeouts } from "../plugins/limits.ts";
import { createMetrics } from "../plugins/metrics.ts";
import { createConnections } from "../plugins/connections.ts";
import { createDrain } from "../plugins/drain.ts";
import { addTestControl, type TestControlDeps } from "../test-control/test-control.ts";
import { createFakeClock } from "./fake-clock.ts";

/**
 * The server's HTTP side with all of its routes, test control's and the demo's too. It can be
 * looked at, and asked for paths that no route has. What the routes' handlers need is missing.
 */
export async function wholeApp(): Promise<{
  readonly app: FastifyInstance;
  readonly routes: readonly RouteOptions[];
}> {
  const routes: RouteOptions[] = [];
  const trust = (): boolean => false;
  const deps: Partial<AppDeps> = {
    trust,
    // Every answer has the time in a header.
    clock: createFakeClock(0),
    bus: createInProcessBus(),
    connections: createConnections({ ...defaultLimits, trust }),
    drain: createDrain(),
    demo: { id: "demo", name: "Demo" } as NonNullable<AppDeps["demo"]>,
    metrics: createMetrics(),
    config: {
      timeouts: defaultTimeouts,
      logLevel: "silent",
      metrics: { listener: null, token: null },
    } as AppDeps["config"],
    extend(app) {
      app.addHook("onRoute", (route) => void routes.push(route));
      addTestControl(app, { token: "token" } as TestControlDeps);
    },
  };
  const app = await createApp(deps as AppDeps);
  await app.ready();
  return { app, routes };
}
