/** Numbers as stored inputs hold them: little-endian float32 in base64. */

export function encodeValues(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}

/** @returns null for what is no row of float32 numbers, all of them finite */
export function decodeValues(text: string): Float32Array | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length % 4 !== 0) return null;
  const values = new Float32Array(bytes.length / 4);
  values.forEach((_, at) => {
    values[at] = bytes.readFloatLE(4 * at);
  });
  return values.every(Number.isFinite) ? values : null;
}
