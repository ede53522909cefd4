import type { EngineClient } from '../../src/host/engine-client';
import type { ArchivedFile } from '../../src/shared/runs/archived-file';
import { hashOfBytes } from '../../src/shared/identity';

/** An archive as it is on its way. */
export type Carried = readonly (ArchivedFile & { readonly content: Buffer })[];

/** All files of a run. @param weights of its models too */
export async function packed(engine: EngineClient, run: string, weights: boolean): Promise<Carried> {
  const { files } = await engine.request('archive.files', { runs: [run], weights });
  return Promise.all(
    files.map(async (file) => {
      const { base64 } = await engine.request('archive.read', { name: file.name, offset: 0 });
      return { ...file, content: Buffer.from(base64, 'base64') };
    }),
  );
}

/** Into another lab, in two pieces each. @returns runs that are new there */
export async function unpack(engine: EngineClient, carried: Carried): Promise<readonly string[]> {
  const files = carried.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  const { arrival, wanted } = await engine.request('archive.open', { files });
  for (const { name, content } of carried.filter((file) => wanted.includes(file.name))) {
    const half = Math.floor(content.length / 2);
    for (const piece of [content.subarray(0, half), content.subarray(half)]) {
      await engine.request('archive.write', { arrival, name, base64: piece.toString('base64') });
    }
  }
  return (await engine.request('archive.take', { arrival, from: 'a.muroan.zip' })).runs;
}

/** The same archive, one of its files changed together with its checksum, as whoever forges it would. */
export function forged(carried: Carried, ends: string, change: (text: string) => string): Carried {
  return carried.map((file) => {
    if (!file.name.endsWith(ends)) return file;
    const content = Buffer.from(change(file.content.toString()));
    return { ...file, content, bytes: content.length, sha256: hashOfBytes(content) };
  });
}
