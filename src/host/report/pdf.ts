import { isCancelled, LabError } from '../../shared/errors';
import { printPdf } from '../pdf/print';
import { withHashes } from './hashes-in-file';
import { writeReport } from './sidecar';

/**
 * Prints an HTML report to a PDF file by a browser of this machine, with its SHA-256 in a file beside it.
 *
 * @returns why there is none, where no browser is at hand; null when the file is written
 * @throws LabError `internal` where a browser is there but fails, `cancelled`
 */
export async function writePdf(html: string, file: string, signal: AbortSignal): Promise<string | null> {
  const { pdf, reason } = await printPdf(html, { signal });
  if (pdf === null) return reason;
  writeReport(file, withHashes(pdf, html));
  return null;
}

/**
 * As `writePdf`, for a PDF that is welcome but not needed.
 *
 * @returns why there is none; null when the file is written
 * @throws LabError `cancelled`
 */
export async function writePdfIfPossible(html: string, file: string, signal: AbortSignal): Promise<string | null> {
  try {
    return await writePdf(html, file, signal);
  } catch (error) {
    if (!(error instanceof LabError) || isCancelled(error)) throw error;
    return error.toString();
  }
}
