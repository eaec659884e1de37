import { StoreError } from "../adapters/sql/store-error.ts";
import { ConfigError } from "../config/config.ts";

/** One clear line for an error that an operator can mend, the stack for every other. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError)
    return error.problems.map((problem) => `parlor: ${problem}`).join("\n");
  if (error instanceof StoreError) {
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
    return `parlor: ${error.message}${cause}`;
  }
  if (error instanceof CommandError) return `parlor: ${error.message}`;
  const detail = (name: "code" | "port" | "address"): unknown =>
    error instanceof Error ? Reflect.get(error, name) : undefined;
  const [code, port, address] = [detail("code"), String(detail("port")), String(detail("address"))];
  if (code === "EADDRINUSE") return `parlor: Port ${port} is taken. Set PORT to a free one.`;
  if (code === "EACCES")
    return `parlor: This user may not listen on port ${port}. Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL")
    return `parlor: This machine has no address ${address}. Set HOST to one it has.`;
  return `parlor: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}

/** A command that could not be carried out, with a sentence for the operator. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}
