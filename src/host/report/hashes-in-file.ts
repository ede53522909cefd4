import { parseJson } from '../../shared/json-file';
import { LabError } from '../../shared/errors';
import { hashesElement, ReportHashes } from '../../shared/report-hashes';

const element = new RegExp(`<script type="application/json" id="${hashesElement}">([^<]*)</script>`, 'u');
/** A comment in a PDF that holds the same JSON as the page it was printed from, as base64. */
const comment = /\n%muroan-report ([A-Za-z0-9+/=]+)\n/u;
const pdfHead = '%PDF-';

/**
 * A PDF that carries the hashes of the page it was printed from, in a comment before its end. What the readers of PDF
 * look for at the end is repeated behind it, so that every object stays where it is.
 *
 * @throws LabError `internal` for a PDF without an end
 */
export function withHashes(pdf: Uint8Array, html: string): Uint8Array {
  const json = element.exec(html)?.[1];
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

/** The hashes that a report carries, HTML or PDF. @throws LabError `invalid` for what is no report */
export function hashesIn(content: Uint8Array, file: string): ReportHashes {
  const text = Buffer.from(content).toString('latin1');
  const json = text.startsWith(pdfHead)
    ? Buffer.from(comment.exec(text)?.[1] ?? '', 'base64').toString('utf8')
    : element.exec(Buffer.from(content).toString('utf8'))?.[1];
  const hashes = ReportHashes.safeParse(json === undefined || json === '' ? undefined : parseJson(json, file));
  if (hashes.success) return hashes.data;
  throw new LabError('invalid', 'carries no hashes of a report that this lab reads.', {
    where: file,
    remedy: 'Give a report as this lab wrote it, HTML or PDF; one printed by hand from a browser carries none.',
  });
}
