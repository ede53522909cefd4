import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPrinter } from '../../../src/host/pdf/browser';
import { printPdf } from '../../../src/host/pdf/print';
import { shortId } from '../../../src/shared/identity';
import { decoupling, pgd } from '../../analysis/synthetic-run';
import { pageOf, syntheticReport } from '../../report/synthetic-report';
import { dense, drawnIn, readPdf } from '../../support/pdf';

const printer = findPrinter();
const plotly = readFileSync(
  path.join(path.dirname(createRequire(import.meta.url).resolve('plotly.js/package.json')), 'dist/plotly-basic.min.js'),
  'utf8',
);
/** A text of the page without the signs that HTML needs. */
function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

const attacks = [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }])];
/** Smallest text of the style sheet, in points; a page whose content is too wide is shrunk by the browser. */
const smallest = 7.5;

/** The usual report; several tests look at what is printed of it, which takes a browser five seconds. */
const usual = syntheticReport({ count: 60, attacks });
const usualPage = pageOf(usual, { plotly });
const print = async (html: string): Promise<Uint8Array> => (await printPdf(html, { printer: printer! })).pdf!;
let usualPdf: Promise<Uint8Array> | null = null;
const printedUsual = (): Promise<Uint8Array> => (usualPdf ??= print(usualPage));

describe.skipIf(printer?.kind !== 'chromium')('a report on paper', () => {
  test.each([
    ['of usual names', 'concat', 'Synthetic study'],
    ['of names without blanks', `a${'x'.repeat(79)}`, 'n'.repeat(110)],
    ['of names in other scripts', 'מודל שמאחד 🧥👗 <b>&', 'מחקר של עמידות 🧪 <i>רב־ערוצי</i>'],
  ])('%s: nothing is shrunk, and the names are there', async (_, subject, plan) => {
    const html = pageOf(syntheticReport({ count: 60, subjects: [subject, 'product'], attacks, plan: { name: plan } }), {
      plotly,
    });
    const read = await readPdf(html === usualPage ? await printedUsual() : await print(html));
    expect(read.smallest).toBeGreaterThan(smallest - 0.1);
    // The answers begin on the first page; the approval comes before what specialists look up.
    expect(dense(read.pages[0])).toContain('Inshort');
    const text = dense(read.pages.slice(1).join(''));
    expect(text.lastIndexOf('notacryptographicsignature')).toBeLessThan(text.lastIndexOf('AppendixA:'));
    const { pages } = await readPdf(await printedUsual());
    expect(read.pages.length).toBeLessThanOrEqual(pages.length + 2);
    // A line of Hebrew is given back word by word, in the order in which it is drawn.
    for (const word of subject.match(/[א-ת]+/gu) ?? [dense(subject)]) expect(text).toContain(word);
  });

  test('can be read out: its language is told, and every figure says what it shows', async () => {
    const said = [...usualPage.matchAll(/role="img" aria-label="([^"]*)"/gu)].map(([, label]) => dense(plain(label)));
    expect(said.length).toBeGreaterThan(3);
    const { language, tagged, alternatives } = await readPdf(await printedUsual());
    expect({ language, tagged }).toEqual({ language: 'en', tagged: true });
    // What is in no figure is on screen only.
    for (const text of alternatives) expect(said).toContain(dense(text));
    const charts = [...usualPage.matchAll(/class="chart" id="chart-/gu)].length;
    expect(alternatives.length).toBeGreaterThanOrEqual(charts);
  });

  test('every page has its number and where it comes from; charts are drawn, not pictures', async () => {
    const content = await print(pageOf({ ...usual, views: [] }, { plotly }));
    const { pages } = await readPdf(content);
    const { pictures, shapes } = await drawnIn(content);
    const { run } = usual;
    for (const [index, page] of pages.entries()) {
      const text = dense(page);
      expect(text).toContain(`${String(index + 1)}/${String(pages.length)}`);
      expect(text).toContain(dense(run.plan.name));
      expect(text).toContain(shortId(run.expansion.planHash));
    }
    expect(pictures).toBe(0);
    expect(shapes).toBeGreaterThan(100);
    // Samples are pictures: that none was counted above says something.
    expect((await drawnIn(await printedUsual())).pictures).toBeGreaterThan(0);
  });
});
