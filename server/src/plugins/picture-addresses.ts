import { createHmac, timingSafeEqual } from "node:crypto";

/** The server's own addresses of pictures that are somewhere else. */
export interface PictureAddresses {
  /** The path on this server that shows the picture of an https address. */
  readonly addressOf: (url: string) => string;
  /** The address in a path; null unless this server has made the path. */
  readonly read: (signature: string, address: string) => string | null;
}

/**
 * Signs the addresses of pictures, so that the server fetches none but those that it was given by
 * agents. The addresses do not expire: they are stored with their messages.
 */
export function createPictureAddresses(key: Buffer): PictureAddresses {
  const sign = (address: string): Buffer =>
    createHmac("sha256", key).update(`picture ${address}`).digest();
  return {
    addressOf(url) {
      const address = Buffer.from(url).toString("base64url");
      return `/pictures/${sign(address).toString("base64url")}/${address}`;
    },
    read(signature, address) {
      const given = Buffer.from(signature, "base64url");
      const right = sign(address);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      return Buffer.from(address, "base64url").toString("utf8");
    },
  };
}
