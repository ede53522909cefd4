import { isCancelled, LabError } from '../shared/errors';
import { writePdf } from './pdf-file';
import { reportHtml, writeWhole, type AnalysedRun } from './report-files';
import type { EngineSession } from './session';

/** The files of a report, and why the PDF is not among them. */
export interface WrittenReport {
  readonly html: string;
  readonly pdf: string | null;
  /** Null when the PDF was written. */
  readonly noPdf: string | null;
}

/** Writes HTML and, where a browser is at hand, PDF. A browser that lacks or fails is no failure of the demo. */
export async function writeDemoReport(
  session: EngineSession,
  run: AnalysedRun,
  base: string,
  signal: AbortSignal,
): Promise<WrittenReport> {
  const html = `${base}.html`;
  const pdf = `${base}.pdf`;
  const content = await reportHtml(session, run);
  writeWhole(html, content);
  try {
    const noPdf = await writePdf(content, pdf, signal);
    return { html, pdf: noPdf === null ? pdf : null, noPdf };
  } catch (error) {
    if (!(error instanceof LabError) || isCancelled(error)) throw error;
    return { html, pdf: null, noPdf: error.toString() };
  }
}
