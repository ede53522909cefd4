import { expect, test } from 'vitest';
import { plainPage } from '../../../src/main/pages/page';
import { ReportPreviews } from '../../../src/main/pages/report-previews';
import { readersDark, readersScheme } from '../../../src/report/page/scheme';
import { pageOf, syntheticReport } from '../../report/synthetic-report';

const html = pageOf(syntheticReport({ count: 40 }), { plotly: 'var Plotly = {};' });
const previews = new ReportPreviews();
const path = previews.keep(html);
const pages = previews.before(() => Promise.resolve(plainPage(404, 'another page')));
const shown = async (address: string): Promise<string> => new TextDecoder().decode((await pages(address)).body);

test('without a look asked for, the report is the file that is saved', async () => {
  expect(await shown(path)).toBe(html);
  expect(await shown(`${path}?scheme=sepia`)).toBe(html);
});

test.each([
  ['light', '@media not all{:root{--ink'],
  ['dark', '@media screen{:root{--ink'],
] as const)('in the %s theme the report has that look, whatever the machine prefers', async (scheme, rule) => {
  const page = await shown(`${path}?scheme=${scheme}`);
  const sheet = page.slice(page.indexOf('<style>'), page.indexOf('</style>'));
  expect(sheet).toContain(rule);
  expect(sheet).toContain(`:root{color-scheme:${scheme};`);
  expect(sheet).not.toContain(readersDark);
  expect(sheet).not.toContain(readersScheme);
  // Nothing else differs, so the scripts are those that its policy names.
  expect(page.slice(page.indexOf('</style>'))).toBe(html.slice(html.indexOf('</style>')));
  expect(page.slice(0, page.indexOf('<style>'))).toBe(html.slice(0, html.indexOf('<style>')));
});

test('a name in the title is no style sheet', async () => {
  const report = syntheticReport({ count: 40 });
  const plan = { ...report.run.plan, name: `<style>${readersDark}` };
  const named = pageOf({ ...report, run: { ...report.run, plan } }, { plotly: 'var Plotly = {};' });
  const page = await shown(`${previews.keep(named)}?scheme=dark`);
  expect(page).toContain('@media screen{:root{--ink');
});

test('a report that is not kept is not found, in either look', async () => {
  expect((await pages('/preview/none?scheme=dark')).status).toBe(404);
  expect(await shown('/index.html')).toBe('another page\n');
});
