import { expect, test } from 'vitest';
import { withHashes } from '../../../src/host/report/hashes-in-file';
import { hashesIn } from '../../../src/report/verification/hashes-in';
import { hashesElement, type ReportHashes } from '../../../src/shared/reports/report-hashes';

const hash = 'a'.repeat(64);
const hashes: ReportHashes = {
  format: 'muroan.report',
  formatVersion: 1,
  createdAt: '2026-01-05T11:00:00.000Z',
  runs: [
    {
      run: 'r',
      name: 'Über “quotes” %%EOF',
      planHash: hash,
      records: { count: 1, hash },
      dataset: { name: 'd', hash },
      models: [{ id: hash, title: 'm', weightsHash: hash }],
    },
  ],
};
const page = (json: string): string =>
  `<!doctype html><script type="application/json" id="${hashesElement}">${json}</script>`;
const html = page(JSON.stringify(hashes));
const pdf = Buffer.from('%PDF-1.4\n1 0 obj\nendobj\nxref\n0 1\ntrailer\n<</Size 1>>\nstartxref\n24\n%%EOF\n', 'latin1');

test('a page carries its hashes, and so does what is printed from it', () => {
  expect(hashesIn(Buffer.from(html), 'r.html')).toEqual(hashes);
  expect(hashesIn(withHashes(pdf, html), 'r.pdf')).toEqual(hashes);
});

test('the printed PDF stays as it is, and ends with the place of its own table', () => {
  const sealed = Buffer.from(withHashes(pdf, html));
  expect(sealed.subarray(0, pdf.length).equals(pdf)).toBe(true);
  expect(sealed.toString('latin1')).toMatch(/startxref\n24\n%%EOF\n$/);
});

test.each([
  ['a PDF from elsewhere', pdf],
  ['numbers as JSON', Buffer.from('{"format":"muroan.result"}')],
  ['a PDF whose comment is cut', Buffer.from('%PDF-1.4\n%muroan-report a\n', 'latin1')],
  ['a page from elsewhere', Buffer.from('<!doctype html>')],
  ['a page whose hashes are of another form', Buffer.from(page('{"format":"muroan.report"}'))],
])('%s is no report', (_, content) => {
  expect(() => hashesIn(content, 'x')).toThrow('carries no hashes');
});

test('a PDF without an end, and a page without hashes, are told', () => {
  expect(() => withHashes(pdf.subarray(0, 30), html)).toThrow('has no end');
  expect(() => withHashes(pdf, '<!doctype html>')).toThrow('without hashes');
});
