import { zipSync } from 'fflate';
import { fromBase64 } from '../../../shared/base64';
import type { ExportedFiles } from '../../../shared/model-export';

/** Times in an archive say nothing, so that the same model gives the same bytes; no archive knows an earlier one. */
const MADE = new Date(1980, 0, 1);

/** An exported model as one file to save: itself, or an archive of it and what stands beside it. */
export function exportedFile({ files }: ExportedFiles, stem: string): File {
  const contents = files.map(({ name, content }) => [name, Uint8Array.from(fromBase64(content))] as const);
  if (contents.length === 1) return new File([contents[0][1]], contents[0][0], { type: 'application/octet-stream' });
  // Weights hardly shrink.
  const archive = zipSync(Object.fromEntries(contents), { level: 0, mtime: MADE });
  return new File([Uint8Array.from(archive)], `${stem}.zip`, { type: 'application/zip' });
}
