import { LabError } from '../../shared/errors';
import { parseJson } from '../../shared/json/json-file';
import { fromBase64 } from '../../shared/base64';
import { hashesElement, ReportHashes } from '../../shared/reports/report-hashes';

const element = new RegExp(`<script type="application/json" id="${hashesElement}">([^<]*)</script>`, 'u');
/** A comment in a PDF that holds the same JSON as the page it was printed from, as base64. */
const comment = /\n%muroan-report ([A-Za-z0-9+/=]+)\n/u;
const pdfHead = '%PDF-';

/** The hashes that a page carries, as JSON; undefined where it carries none. */
export function hashesOfPage(html: string): string | undefined {
  return element.exec(html)?.[1];
}

/** The hashes that a report carries, HTML or PDF. @throws LabError `invalid` for what is no report */
export function hashesIn(content: Uint8Array, where: string): ReportHashes {
  const json = jsonIn(content);
  const hashes = ReportHashes.safeParse(json === undefined || json === '' ? undefined : parseJson(json, where));
  if (hashes.success) return hashes.data;
  throw new LabError('invalid', 'carries no hashes of a report that this lab reads.', {
    where,
    remedy: 'Give a report as this lab wrote it, HTML or PDF; one printed by hand from a browser carries none.',
  });
}

function jsonIn(content: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(content);
  if (!text.startsWith(pdfHead)) return hashesOfPage(utf8(content));
  const base64 = comment.exec(text)?.[1];
  return base64 === undefined ? undefined : utf8(decoded(base64));
}

function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What is not base64 carries nothing. */
function decoded(base64: string): Uint8Array {
  try {
    return fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}
