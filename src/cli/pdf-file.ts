import { printPdf } from '../host/pdf/print';
import { writeWhole } from './whole-file';

/**
 * Prints HTML to a PDF file by a browser of this machine.
 *
 * @returns why there is none, where no browser is at hand; null when the file is written
 * @throws LabError `internal` where a browser is there but fails, `cancelled`
 */
export async function writePdf(html: string, file: string, signal: AbortSignal): Promise<string | null> {
  const { pdf, reason } = await printPdf(html, { signal });
  if (pdf === null) return reason;
  writeWhole(file, pdf);
  return null;
}
