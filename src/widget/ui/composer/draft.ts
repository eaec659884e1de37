/** The unsent text of one deployment: it outlives minimising, reloading and walking through the site, in this tab. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

export function draftOf(deploymentId: string): Draft {
  const key = `parlor:draft:${deploymentId}`;
  let text = "";
  const attempt = (use: () => void): void => {
    try {
      use();
    } catch {
      // Storage may be forbidden or full: the draft then lives as long as the page.
    }
  };
  attempt(() => (text = sessionStorage.getItem(key) ?? ""));
  return {
    read: () => text,
    write(next) {
      text = next;
      attempt(() =>
        next === "" ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, next),
      );
    },
  };
}
