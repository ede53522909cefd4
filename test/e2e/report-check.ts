import { createHash } from 'node:crypto';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { AnalysedRun } from '../../src/analysis/analysed-run';
import { percentInColumn } from '../../src/analysis/format';
import { measuredWords } from '../../src/analysis/requirements/words';
import type { DegradationName } from '../../src/shared/degradations/degradation';
import { dense, readPdf, type ReadPdf } from '../support/pdf';
import { shareText } from './column-text';
import type { SavedFile } from './saved-file';
import type { CleanRecord } from '../../src/shared/records/record';

/** Chromium tags what it prints, and gives it an outline, from here on. */
const tagsSince = 130;

export interface Signed {
  readonly analyst: string;
  readonly notes: string;
  /** Given for every decision about a warning. */
  readonly reason: string;
}

/** The PDF of a run says what its records say, and who signed it. */
export async function checkSignedPdf(
  file: SavedFile,
  measured: AnalysedRun,
  { analyst, notes, reason }: Signed,
  page: Page,
): Promise<void> {
  const text = await checkPdf(file, measured, page);
  const says = (words: string): void => {
    expect(text, words).toContain(dense(words));
  };
  says(analyst);
  says(notes);
  says('I have read the warnings, the notes and the limits and approve this report');
  says(`Name of the analyst${analyst}`);
  says(`Date${new Date().toISOString().slice(0, 10)}`);
  expect(text).not.toContain(dense('Not yet approved'));
  if (measured.analysis.flags.length > 0) says(reason);
}

/** The PDF of a run says what its records say. @returns its text, dense */
export async function checkPdf(
  { name, content }: SavedFile,
  { input, analysis }: AnalysedRun,
  page: Page,
): Promise<string> {
  expect(name).toMatch(/\.pdf$/u);
  const pdf = await readPdf(content);
  const text = dense(pdf.pages.join(''));
  const says = (words: string): void => {
    expect(text, words).toContain(dense(words));
  };
  const { run, records } = input;
  says(run.plan.name);
  says(run.id);
  says(run.expansion.planHash);
  says(`${String(records.length).replace(/\B(?=(\d{3})+$)/gu, ',')} of`);
  says(analysis.verdict.headline);
  for (const requirement of analysis.requirements) {
    const { statement, answer } = requirement;
    says(`${statement}: measured ${measuredWords(requirement)}.`);
    says(answer === 'not-met' ? 'not met' : answer);
  }
  for (const model of analysis.subjects.flatMap(({ models }) => models)) {
    says(shareText(model.accuracy));
    for (const { successRate, robustAccuracy } of model.removals) {
      says(shareText(successRate));
      says(shareText(robustAccuracy));
    }
    for (const { successRate } of model.perturbations) says(shareText(successRate));
    // Counted here from the records, by nobody's analysis.
    const clean = records.filter(
      (record): record is CleanRecord =>
        record.kind === 'clean' &&
        run.expansion.cells.some(
          (cell) => cell.kind === 'clean' && cell.id === record.cell && cell.model === model.model,
        ),
    );
    says(percentInColumn(clean.filter((record) => record.clean.predicted === record.label).length / clean.length));
  }
  // Those under noise are a curve on paper.
  for (const accuracy of degradedAccuracies({ input, analysis }, 'missing')) says(accuracy);
  for (const { weightsHash } of input.models) says(weightsHash);
  await checkTags(pdf, run.plan.name, page);
  return text;
}

/** What degradations of one kind leave of every model, as the analysis has it and any table prints it. */
export function degradedAccuracies({ analysis }: AnalysedRun, kind: DegradationName): readonly string[] {
  return analysis.subjects
    .flatMap(({ models }) => models)
    .flatMap(({ degraded }) =>
      degraded.flatMap(({ setting: { choice }, accuracy }) =>
        choice.name === kind ? [dense(shareText(accuracy))] : [],
      ),
    );
}

/** A PDF can be read out and gone through, where the Chromium that printed it, which shows the window too, can do that. */
export async function checkTags(
  { outline, tagged, tags, language, alternatives }: ReadPdf,
  title: string,
  page: Page,
): Promise<void> {
  const chromium = Number(/Chrome\/(\d+)/u.exec(await page.evaluate(() => navigator.userAgent))?.[1]);
  if (chromium < tagsSince) {
    console.warn(`Chromium ${String(chromium)} tags no PDF: tags and outline were not looked at.`);
    return;
  }
  expect(tagged).toBe(true);
  for (const tag of ['H1', 'H2', 'P', 'Table', 'TH', 'TD', 'Figure']) expect([...tags]).toContain(tag);
  expect(language).toBe('en');
  expect(alternatives.length).toBeGreaterThan(0);
  for (const text of alternatives) expect(text.trim().split(/\s+/u).length).toBeGreaterThan(2);
  expect(outline.map(dense)).toEqual(expect.arrayContaining([dense(title), dense('Key numbers')]));
}

export function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
