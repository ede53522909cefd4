import { hashesOfPage } from '../../report/verification/hashes-in';
import { LabError } from '../../shared/errors';

/**
 * A PDF that carries the hashes of the page it was printed from, in a comment before its end. What the readers of PDF
 * look for at the end is repeated behind it, so that every object stays where it is.
 *
 * @throws LabError `internal` for a PDF without an end
 */
export function withHashes(pdf: Uint8Array, html: string): Uint8Array {
  const json = hashesOfPage(html);
  const bytes = Buffer.from(pdf);
  const end = /startxref\s+\d+\s+%%EOF\s*$/u.exec(bytes.subarray(-64).toString('latin1'))?.[0];
  if (json === undefined || end === undefined) {
    throw new LabError(
      'internal',
      `The printed PDF ${json === undefined ? 'is of a page without hashes' : 'has no end'}.`,
      {
        remedy: 'Open the HTML report in a browser and print it there.',
      },
    );
  }
  const note = `\n%muroan-report ${Buffer.from(json).toString('base64')}\n${end.trimEnd()}\n`;
  return Buffer.concat([bytes, Buffer.from(note, 'latin1')]);
}
