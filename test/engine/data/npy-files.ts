import { zipSync } from 'fflate';

const sizes: Readonly<Record<string, number>> = { '<f4': 4, '<f8': 8, '<i8': 8 };

/** An array as numpy.save writes it. */
export function npy(shape: readonly number[], values: ArrayLike<number>, descr = '<f4', order = 'False'): Buffer {
  const sides = `${shape.join(', ')}${shape.length === 1 ? ',' : ''}`;
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${sides}), }`;
  const header = Buffer.from(`${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`, 'latin1');
  const first = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length % 256, header.length >> 8]);
  const data = Buffer.alloc(values.length * (sizes[descr] ?? 4));
  for (let at = 0; at < values.length; at += 1) {
    if (descr === '<f8') data.writeDoubleLE(values[at], 8 * at);
    else if (descr === '<i8') data.writeBigInt64LE(BigInt(values[at]), 8 * at);
    else data.writeFloatLE(values[at], 4 * at);
  }
  return Buffer.concat([first, header, data]);
}

/** Arrays as numpy.savez writes them, or numpy.savez_compressed. */
export function npz(arrays: Readonly<Record<string, Buffer>>, isCompressed = false): Buffer {
  const files = Object.fromEntries(
    Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, new Uint8Array(bytes)]),
  );
  return Buffer.from(zipSync(files, { level: isCompressed ? 6 : 0 }));
}
