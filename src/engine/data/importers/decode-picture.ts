import { quoted, RowProblem } from '../../files/row-problem';
import { decodeJpeg, isJpeg } from './jpeg';
import type { Picture } from './picture';
import { decodePng, isPng } from './png';
import { decodeWebp, isWebp } from './webp';

/** Decodes a picture by what its first bytes say it is, whatever its name. @throws RowProblem */
export function decodePicture(bytes: Uint8Array): Picture {
  const decodes = isPng(bytes) ? decodePng : isJpeg(bytes) ? decodeJpeg : isWebp(bytes) ? decodeWebp : null;
  if (decodes === null) throw new RowProblem('The picture is neither PNG nor JPEG nor WebP.');
  try {
    return decodes(bytes);
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem(`The picture is corrupt (${error instanceof Error ? quoted(error.message) : 'unknown'}).`);
  }
}
