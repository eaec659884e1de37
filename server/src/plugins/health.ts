import type { FastifyPluginAsync } from "fastify";
import { schemas } from "parlor-contract/schemas";
import { unavailable } from "../domain/errors.ts";
import { stopping } from "./drain.ts";

export interface HealthDeps {
  readonly drain: { readonly isDraining: boolean };
  /** Whether the store takes writes now. */
  readonly isWritable: () => Promise<boolean>;
}

/** `/healthz`: the process answers. `/readyz`: it takes requests, and writes what they say. */
export const health: FastifyPluginAsync<HealthDeps> = async (app, { drain, isWritable }) => {
  app.get("/healthz", { schema: schemas.getHealthz }, async () => ({ status: "ok" }));
  app.get("/readyz", { schema: schemas.getReadyz }, async () => {
    if (drain.isDraining) throw stopping();
    if (!(await isWritable())) throw unavailable("The store");
    return { status: "ok" };
  });
};
