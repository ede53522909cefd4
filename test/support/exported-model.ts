import { exportedPieces } from '../../src/analysis/exported-pieces';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';
import type { ExportedFiles } from '../../src/shared/models/model-export';

/** Files of an exported model, fetched whole, by name. */
export async function fetched(lab: LabConnection, exported: ExportedFiles): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of exported.files) {
    const pieces: Uint8Array[] = [];
    for await (const piece of exportedPieces(lab, exported, file)) pieces.push(piece);
    files.set(file.name, Buffer.concat(pieces));
  }
  return files;
}
