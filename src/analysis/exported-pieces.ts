import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64 } from '../shared/base64';
import { LabError } from '../shared/errors';
import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { ExportedFiles, WaitingFiles } from '../shared/models/model-export';
import type { Params } from '../shared/protocol';

/**
 * A file that waits to be fetched, a piece after the other: memory does not grow with it.
 *
 * @throws LabError `damaged` where other bytes came than were told; `not-found` where it does not wait any more
 */
export async function* exportedPieces(
  lab: LabConnection,
  { departure }: Pick<WaitingFiles, 'departure'>,
  { name, bytes, sha256: told }: WaitingFiles['files'][number],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const hash = sha256.create();
  for (let offset = 0; offset < bytes;) {
    const piece = fromBase64((await lab.request('models.exported', { departure, name, offset })).base64);
    if (piece.length === 0) break;
    hash.update(piece);
    offset += piece.length;
    yield piece;
  }
  if (bytesToHex(hash.digest()) === told) return;
  throw new LabError('damaged', 'did not come whole.', { where: name, remedy: 'Export the model again.' });
}

/** Has a model exported, and lets it go as `untilFetched` does. */
export async function withExported<T>(
  lab: LabConnection,
  wish: Params<'models.export'>,
  body: (exported: ExportedFiles) => Promise<T>,
  letting: LabConnection = lab,
): Promise<T> {
  const exported = await lab.request('models.export', wish);
  return untilFetched(exported, () => body(exported), letting);
}

/**
 * Hands over what waits to be fetched, and lets it go, whatever comes of it.
 *
 * @param letting what asks to let it go, even where the request was cancelled
 */
export async function untilFetched<T>(
  { departure }: Pick<WaitingFiles, 'departure'>,
  body: () => Promise<T>,
  letting: LabConnection,
): Promise<T> {
  try {
    return await body();
  } finally {
    // Where the engine is gone, so are they.
    await letting.request('models.forgetExported', { departure }).catch(() => undefined);
  }
}
