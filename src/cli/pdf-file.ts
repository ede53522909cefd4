import { LabError } from '../shared/errors';
/** Prints HTML to a PDF file by an installed browser. */
export function writePdf(_html: string, file: string, _signal: AbortSignal): Promise<void> {
  return Promise.reject(new LabError('unsupported', 'No browser.', { where: file, remedy: 'Install Chromium.' }));
}
