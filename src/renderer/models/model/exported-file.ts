import { Zip, ZipPassThrough } from 'fflate';
import { exportedPieces } from '../../../analysis/exported-pieces';
import type { LabConnection } from '../../../shared/lab-channel/lab-connection';
import type { ExportedFiles } from '../../../shared/models/model-export';

/** Times in an archive say nothing, so that the same model gives the same bytes; no archive knows an earlier one. */
const MADE = new Date(1980, 0, 1);

/**
 * An exported model as one file to save: itself, or an archive of it and what stands beside it. Its pieces are kept by the browser,
 * not in the window's memory.
 */
export async function exportedFile(lab: LabConnection, exported: ExportedFiles, stem: string): Promise<File> {
  const { files } = exported;
  const pieces: Blob[] = [];
  if (files.length === 1) {
    for await (const piece of exportedPieces(lab, exported, files[0])) pieces.push(new Blob([piece]));
    return new File(pieces, files[0].name, { type: 'application/octet-stream' });
  }
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    pieces.push(new Blob([bytes]));
  });
  for (const file of files) {
    // Weights hardly shrink.
    const entry = new ZipPassThrough(file.name);
    entry.mtime = MADE;
    zip.add(entry);
    for await (const piece of exportedPieces(lab, exported, file)) entry.push(piece);
    entry.push(new Uint8Array(), true);
  }
  zip.end();
  return new File(pieces, `${stem}.zip`, { type: 'application/zip' });
}
