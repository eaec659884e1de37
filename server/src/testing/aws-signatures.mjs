// Prints the signature that AWS's own signer makes for each request on stdin, as JSON. It is a
// program of its own, since Vitest resolves the signer to modules that do not run in Node.
import { createHash, createHmac } from "node:crypto";
import { json } from "node:stream/consumers";
import { SignatureV4 } from "@smithy/signature-v4";

/** @typedef {string | ArrayBuffer | ArrayBufferView} Data */

/** @param {Data} data */
function bytesOf(data) {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

class Sha256 {
  #hash;
  /** @param {Data} [secret] */
  constructor(secret) {
    this.#hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  /** @param {Data} data */
  update(data) {
    this.#hash.update(bytesOf(data));
  }
  digest() {
    return Promise.resolve(this.#hash.digest());
  }
  reset() {}
}

const signatures = [];
for (const { method, href, secret, headers, at } of /** @type {any[]} */ (
  await json(process.stdin)
)) {
  const signer = new SignatureV4({
    service: "s3",
    region: "eu-central-1",
    credentials: { accessKeyId: "KEY", secretAccessKey: secret },
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
  });
  const url = new URL(href);
  const request = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  };
  const signed = await signer.sign(request, {
    signingDate: new Date(at),
    unsignableHeaders: new Set(["range", "content-type"]),
  });
  signatures.push(signed.headers["authorization"]);
}
process.stdout.write(JSON.stringify(signatures));
