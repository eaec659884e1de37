/**
 * Whether the host of a URL names this machine. Names other than `localhost` do not count: their
 * owner may point them at this machine.
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Why no webhook can have this address; null when it can. */
export function webhookUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return "must be an address like https://crm.example.com/parlor";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "")
    return "must hold no user name and no password: the receiver checks the signature";
  if (url.hash !== "") return "must hold no fragment (#…)";
  const isLocal = isLoopbackHost(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLocal))
    return "must begin with https:// (http:// for localhost, 127.0.0.1 and [::1] only)";
  return null;
}
