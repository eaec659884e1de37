/** Shares the screen when an agent asks for it; the browser's own picker decides what is shared. */

type Parlor = (...args: unknown[]) => Promise<unknown>;
type Stub = Parlor & { q?: unknown[] };

const page = window as unknown as { Parlor?: Stub };

// The stub of docs/embedding.md: it queues calls made before the script has loaded.
page.Parlor ??= (...args) =>
  new Promise((resolve, reject) => {
    const stub = page.Parlor;
    if (stub !== undefined) (stub.q ??= []).push([args, resolve, reject]);
  });

async function shareScreen(): Promise<{ stop: () => void; ended: Promise<void>; label: string }> {
  const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
  const [track] = stream.getVideoTracks();
  let finish = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    finish = resolve;
  });
  track?.addEventListener("ended", finish);
  return {
    stop() {
      for (const one of stream.getTracks()) one.stop();
      finish();
    },
    ended,
    label: document.title,
  };
}

// Registered when the panel is first opened, so that a page without a chat loads nothing for it.
document.addEventListener("parlor:open", () => void page.Parlor?.("setMediaHandler", shareScreen), {
  once: true,
});
