import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { AnalysisInput } from '../../../src/analysis/input';
import { writeReport } from '../../../src/host/report/sidecar';
import { verifyReportFile } from '../../../src/host/report/verify';
import { runHashes } from '../../../src/report/hashes';
import type { Verification } from '../../../src/report/verification/verify';
import type { LabConnection } from '../../../src/shared/lab-channel/lab-connection';
import { hashesElement, type RunHashes } from '../../../src/shared/reports/report-hashes';
import { decoupling, syntheticRun } from '../../analysis/synthetic-run';
import { temporaryFolder } from '../../support/temporary-folder';

const whole = syntheticRun({ count: 12, subjects: ['concat'], attacks: [decoupling()] });
const { run, dataset, events, models, records } = whole;
const nothingDiffers: readonly string[] = [];

/** A lab that holds a run and answers what verifying asks. */
function labWith(input: AnalysisInput): LabConnection {
  const answers: Readonly<Record<string, (params: { readonly model?: string }) => unknown>> = {
    'runs.show': () => ({
      summary: { id: input.run.id, state: input.state, records: input.records.length },
      description: input.run,
      events: input.events,
      models: input.models,
      dataset: input.dataset,
    }),
    'runs.records': () => ({ records: input.records, cursor: null }),
    'data.check': () => ({ hash: dataset.hash }),
    'models.check': ({ model }) => ({ weightsHash: models.find(({ id }) => id === model)!.weightsHash }),
  };
  return {
    request: (name: string, params: object) => Promise.resolve(answers[name](params)),
  } as unknown as LabConnection;
}

function pageWith(hashes: RunHashes, text = ''): string {
  const json = { format: 'muroan.report', formatVersion: 1, createdAt: '2026-01-05T11:00:00.000Z', runs: [hashes] };
  return `<!doctype html>${text}<script type="application/json" id="${hashesElement}">${JSON.stringify(json)}</script>`;
}

/** Verifies a report of the whole run against a lab folder that holds another. */
async function verified(present: AnalysisInput, hashes: RunHashes = runHashes(whole)): Promise<Verification> {
  const file = path.join(await temporaryFolder(), 'report.html');
  writeReport(file, pageWith(hashes));
  return verifyReportFile(labWith(present), file);
}

const differing = ({ compared }: Verification): readonly string[] =>
  compared.filter(({ difference }) => difference !== null).map(({ subject }) => subject.replace(/ of run .*/u, ''));

test('what a report was made from agrees with it, and all of it is checked', async () => {
  const verification = await verified(whole);
  expect(differing(verification)).toEqual(nothingDiffers);
  expect(verification.unchecked).toEqual([]);
  expect(verification.compared).toHaveLength(1 + 5 + 1 + 2 * models.length);
});

test.each<[string, Partial<AnalysisInput>, string]>([
  [
    'samples in another order',
    { run: { ...run, expansion: { ...run.expansion, rows: [...run.expansion.rows].reverse() } } },
    'description (run.json)',
  ],
  ['another version of the program', { run: { ...run, appVersion: '9.9.9' } }, 'description (run.json)'],
  [
    'another oracle',
    { dataset: { ...dataset, oracle: { ...dataset.oracle!, rule: 'any' } } },
    'data description (dataset.json)',
  ],
  ['another title of the data', { dataset: { ...dataset, title: 'Other' } }, 'data description (dataset.json)'],
  ['another device', { events: events.map((event) => ({ ...event, hardware: 'another' })) }, 'events'],
  ['an event less', { events: events.slice(1) }, 'events'],
  ['a record less', { records: records.slice(1) }, 'records'],
])('%s is named', async (_, change, subject) => {
  expect(differing(await verified({ ...whole, ...change }))).toEqual([subject]);
});

test('a changed or missing model description is named', async () => {
  const [first, ...others] = models;
  const changed = await verified({ ...whole, models: [{ ...first, seconds: 1 }, ...others] });
  expect(differing(changed)).toEqual([expect.stringContaining(`description of ${first.title}`)]);
  const missing = await verified({ ...whole, models: others });
  expect(missing.compared.find(({ difference }) => difference !== null)?.difference).toContain('not in the lab folder');
});

test('a report that leaves a model of the run out is told', async () => {
  const hashes = runHashes(whole);
  const [first, ...others] = hashes.models;
  const verification = await verified(whole, { ...hashes, models: others });
  expect(differing(verification)).toEqual([expect.stringContaining(`description of ${first.title}`)]);
});

test('an older report is checked as far as it goes, and what was not checked is said', async () => {
  const { run: id, name, planHash, records: kept, dataset: data, models: all } = runHashes(whole);
  const older: RunHashes = {
    run: id,
    name,
    planHash,
    records: kept,
    dataset: { name: data.name, hash: data.hash },
    models: all.map((model) => ({ id: model.id, title: model.title, weightsHash: model.weightsHash })),
  };
  const verification = await verified({ ...whole, run: { ...run, appVersion: '9.9.9' } }, older);
  expect(differing(verification)).toEqual(nothingDiffers);
  expect(verification.unchecked).toHaveLength(3 + models.length);
  expect(verification.unchecked[0]).toContain('description (run.json) of run');
  const fewer = await verified({ ...whole, records: records.slice(1) }, older);
  expect(differing(fewer)).toEqual(['records']);
});

test('a changed file is told by its SHA-256 alone: changed together with it, nothing differs', async () => {
  const file = path.join(await temporaryFolder(), 'report.html');
  writeReport(file, pageWith(runHashes(whole)));
  const forged = pageWith(runHashes(whole), '<p>Nothing breaks it.</p>');
  await writeFile(file, forged);
  expect(differing(await verifyReportFile(labWith(whole), file))).toEqual(['report.html']);
  writeReport(file, forged);
  expect(differing(await verifyReportFile(labWith(whole), file))).toEqual(nothingDiffers);
});

test('without the file beside it nothing differs, and what is missing is named', async () => {
  const file = path.join(await temporaryFolder(), 'report.html');
  writeReport(file, pageWith(runHashes(whole)));
  expect((await verifyReportFile(labWith(whole), file)).missingChecksum).toBeNull();
  await rm(`${file}.sha256`);
  const verification = await verifyReportFile(labWith(whole), file);
  expect(verification.missingChecksum).toBe('report.html.sha256');
  expect(differing(verification)).toEqual(nothingDiffers);
  expect(verification.compared).toHaveLength(5 + 1 + 2 * models.length);
});
