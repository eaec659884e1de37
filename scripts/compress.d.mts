/** Compresses with each brotli mode and keeps the smallest result. */
export function compress(bytes: Uint8Array): Buffer;
