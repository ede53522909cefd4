import { exportedPieces } from '../../src/analysis/exported-pieces';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';
import type { WaitingFiles } from '../../src/shared/models/model-export';

/** Files that wait, fetched whole, by name. */
export async function fetched(lab: LabConnection, exported: WaitingFiles): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of exported.files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of exportedPieces(lab, exported, file)) pieces.push(piece);
    files.set(file.name, Buffer.concat(pieces));
  }
  return files;
}

/** One encoder of a model as a file for `weights.add`, as base64, and its SHA-256. */
export async function fetchedEncoder(
  lab: LabConnection,
  model: string,
  modality: string,
): Promise<{ readonly content: string; readonly hash: string }> {
  const leaving = await lab.request('models.encoder', { model, modality });
  const [{ name, sha256 }] = leaving.files;
  const bytes = (await fetched(lab, leaving)).get(name) ?? new Uint8Array();
  return { content: Buffer.from(bytes).toString('base64'), hash: sha256 };
}
