// Decides which stages of `npm test` run at the same time. The types are in run-stages.d.mts.

const isInTheWay = (stage, other) =>
  stage.dist !== undefined &&
  other.dist !== undefined &&
  (stage.dist === "writes" || other.dist === "writes");

export async function runStages(stages, cores, run) {
  const waiting = [...stages];
  const running = new Map();
  const coresOf = (stage) => Math.min(stage.cores ?? 1, cores);
  const next = () => {
    const used = [...running.keys()].reduce((sum, stage) => sum + coresOf(stage), 0);
    return waiting.find(
      (stage, at) =>
        used + coresOf(stage) <= cores &&
        ![...running.keys(), ...waiting.slice(0, at)].some((other) => isInTheWay(stage, other)),
    );
  };
  while (waiting.length > 0 || running.size > 0) {
    for (let stage = next(); stage !== undefined; stage = next()) {
      const started = stage;
      waiting.splice(waiting.indexOf(started), 1);
      const isAlone = coresOf(started) === cores;
      running.set(
        started,
        run(started, isAlone).finally(() => running.delete(started)),
      );
    }
    await Promise.race(running.values());
  }
}
