/**
 * Sends a SIGTERM to this process when its parent has gone: npm forwards a SIGTERM to its shell
 * only.
 * @returns {void}
 */
export function stopWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    // Only once: a second signal would abort the requests in progress.
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 250).unref();
}
