import type { FastifyInstance } from "fastify";

/** Counts for Prometheus. No label carries an id or anything that a guest wrote. */
export interface Metrics {
  text(gauges: Readonly<Record<string, number>>): string;
}

export function countRequests(app: FastifyInstance): Metrics {
  const requests = new Map<string, number>();
  app.addHook("onResponse", async (request, reply) => {
    const labels = `operation="${request.routeOptions.config.operationId ?? "other"}",status="${reply.statusCode}"`;
    requests.set(labels, (requests.get(labels) ?? 0) + 1);
  });
  return {
    text(gauges) {
      const lines = ["# TYPE parlor_requests_total counter"];
      for (const [labels, count] of requests)
        lines.push(`parlor_requests_total{${labels}} ${count}`);
      for (const [name, value] of Object.entries(gauges))
        lines.push(`# TYPE ${name} gauge`, `${name} ${value}`);
      return `${lines.join("\n")}\n`;
    },
  };
}
