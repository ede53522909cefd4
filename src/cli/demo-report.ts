import { readFileSync } from 'node:fs';
import { isCancelled, LabError } from '../shared/errors';
import { writePdf } from './pdf-file';

/** The files of a report, and why the PDF is not among them. */
export interface WrittenReport {
  readonly html: string;
  readonly pdf: string | null;
  /** Null when the PDF was written. */
  readonly noPdf: string | null;
}

/**
 * Prints the HTML of a report beside it, where a browser is at hand. A browser that lacks or fails is no failure of the
 * demo.
 */
export async function printDemoReport(html: string, signal: AbortSignal): Promise<WrittenReport> {
  const pdf = html.replace(/\.html$/, '.pdf');
  try {
    const noPdf = await writePdf(readFileSync(html, 'utf8'), pdf, signal);
    return { html, pdf: noPdf === null ? pdf : null, noPdf };
  } catch (error) {
    if (!(error instanceof LabError) || isCancelled(error)) throw error;
    return { html, pdf: null, noPdf: error.toString() };
  }
}
