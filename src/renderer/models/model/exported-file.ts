import { exportedPieces } from '../../../analysis/exported-pieces';
import type { LabConnection } from '../../../shared/lab-channel/lab-connection';
import type { ExportedFiles } from '../../../shared/models/model-export';
import { ZipFile } from '../../saving/zip-file';

/** Times in an archive say nothing, so that the same model gives the same bytes; no archive knows an earlier one. */
const MADE = new Date(1980, 0, 1);

/**
 * An exported model as one file to save: itself, or an archive of it and what stands beside it. Its pieces are kept by the browser,
 * not in the window's memory.
 */
export async function exportedFile(lab: LabConnection, exported: ExportedFiles, stem: string): Promise<File> {
  const { files } = exported;
  if (files.length === 1) {
    const pieces: Blob[] = [];
    for await (const piece of exportedPieces(lab, exported, files[0])) pieces.push(new Blob([piece]));
    return new File(pieces, files[0].name, { type: 'application/octet-stream' });
  }
  const zip = new ZipFile(MADE);
  for (const file of files) {
    // Weights hardly shrink.
    const entry = zip.stored(file.name);
    for await (const piece of exportedPieces(lab, exported, file)) entry.push(piece);
    entry.push(new Uint8Array(), true);
  }
  return zip.endAs(`${stem}.zip`);
}
