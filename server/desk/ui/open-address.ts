/** Opens an address of another program, such as `mailto:`. The page stays. */
export function openAddress(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  document.body.append(link);
  link.click();
  link.remove();
}
