/** What a shortcut presses: a button carries it as `{...shortcut("KeyN")}` and is pressed with Alt and that key. */
export const shortcut = (code: string): { "data-key": string; "aria-keyshortcuts": string } => ({
  "data-key": code,
  "aria-keyshortcuts": `Alt+${code.replace("Key", "")}`,
});

/** Listens for Alt and a key, wherever focus is; the key's place counts, not what the layout writes with it. */
export function listenForShortcuts(): void {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const button = document.querySelector<HTMLElement>(`[data-key="${event.code}"]`);
    if (button === null) return;
    event.preventDefault();
    button.click();
  });
}
