import { quoted, RowProblem } from './importer';
import { decodeJpeg, isJpeg } from './jpeg';
import type { Picture } from './picture';
import { decodePng, isPng } from './png';

/** Decodes a picture by what its first bytes say it is, whatever its name. @throws RowProblem */
export function decodePicture(bytes: Uint8Array): Picture {
  const decodes = isPng(bytes) ? decodePng : isJpeg(bytes) ? decodeJpeg : null;
  if (decodes === null) throw new RowProblem('The picture is neither PNG nor JPEG.');
  try {
    return decodes(bytes);
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem(`The picture is corrupt (${error instanceof Error ? quoted(error.message) : 'unknown'}).`);
  }
}
