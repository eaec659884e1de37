import { randomBytes } from "node:crypto";

/** A frame as it goes over the wire, with all that may be wrong in it. */
export interface Frame {
  readonly isFinal: boolean;
  /** The three reserved bits. */
  readonly reserved: number;
  readonly opcode: number;
  readonly isMasked: boolean;
  readonly payload: Buffer;
  /** The length that the frame's header claims; null for the actual length. */
  readonly claims: bigint | null;
}

export function bytesOf({ isFinal, reserved, opcode, isMasked, payload, claims }: Frame): Buffer {
  const length = claims ?? BigInt(payload.length);
  const first = (isFinal ? 0x80 : 0) | (reserved << 4) | opcode;
  const mask = isMasked ? 0x80 : 0;
  const head =
    length < 126n
      ? Buffer.from([first, mask | Number(length)])
      : length < 65_536n
        ? Buffer.from([first, mask | 126, Number(length >> 8n), Number(length & 255n)])
        : Buffer.concat([Buffer.from([first, mask | 127]), longOf(length)]);
  if (!isMasked) return Buffer.concat([head, payload]);
  const key = randomBytes(4);
  const masked = payload.map((byte, index) => byte ^ (key[index % 4] ?? 0));
  return Buffer.concat([head, key, masked]);
}

function longOf(length: bigint): Buffer {
  const eight = Buffer.alloc(8);
  eight.writeBigUInt64BE(length);
  return eight;
}

/** A good frame, but for what is changed. */
export const frameOf = (
  opcode: number,
  payload: string | Buffer,
  change: Partial<Frame> = {},
): Buffer =>
  bytesOf({
    isFinal: true,
    reserved: 0,
    opcode,
    isMasked: true,
    payload: Buffer.from(payload),
    claims: null,
    ...change,
  });
