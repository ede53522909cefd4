import { pieceBytes, type ArchivedFile } from '../../shared/runs/archived-file';
import { toBase64 } from '../../shared/base64';
import type { LabApi } from '../../shared/lab-channel/lab-api';

/** An archive's directory is read once for files of so many bytes together. */
const bytesAtOnce = 32 * 2 ** 20;

/** The bytes of files, in their order. */
type ContentsOf = (files: readonly ArchivedFile[]) => readonly Uint8Array[];

export interface Bringing {
  readonly signal: AbortSignal;
  /** @param done share from 0 to 1 */
  readonly onProgress: (done: number) => void;
}

/**
 * Brings runs of an archive into the lab, which checks them: all of them, or none.
 *
 * @param from name of the archive
 * @throws LabError what the engine finds; `cancelled`
 */
export async function bringRuns(
  lab: LabApi,
  files: readonly ArchivedFile[],
  contentsOf: ContentsOf,
  from: string,
  { signal, onProgress }: Bringing,
): Promise<void> {
  if (files.length === 0) return;
  const { arrival, wanted } = await lab.request('archive.open', { files: [...files] }, { signal });
  const isWanted = new Set(wanted);
  const sent = files.filter(({ name }) => isWanted.has(name));
  const total = sent.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  try {
    for (const [name, content] of unpacked(sent, contentsOf)) {
      // An empty file is one empty piece.
      for (let at = 0; at === 0 || at < content.length; at += pieceBytes) {
        const piece = content.subarray(at, at + pieceBytes);
        await lab.request('archive.write', { arrival, name, base64: toBase64(piece) }, { signal });
        done += piece.length;
        onProgress(total === 0 ? 1 : done / total);
      }
    }
    await lab.request('archive.take', { arrival, from: from.slice(0, 200) }, { signal });
  } catch (error) {
    // Not by the signal: it may be why.
    await lab.request('archive.drop', { arrival }).catch(() => undefined);
    throw error;
  }
}

/** Group by group, so that no more than one is unpacked at a time. */
function* unpacked(
  files: readonly ArchivedFile[],
  contentsOf: ContentsOf,
): Generator<readonly [name: string, content: Uint8Array]> {
  for (const group of grouped(files)) {
    const contents = contentsOf(group);
    yield* group.map(({ name }, index) => [name, contents[index]] as const);
  }
}

/** In their order; a file that is larger than a group has one of its own. */
function grouped(files: readonly ArchivedFile[]): readonly (readonly ArchivedFile[])[] {
  const groups: ArchivedFile[][] = [];
  let room = 0;
  for (const file of files) {
    if (file.bytes > room || groups.length === 0) {
      groups.push([]);
      room = bytesAtOnce;
    }
    groups.at(-1)?.push(file);
    room -= file.bytes;
  }
  return groups;
}
