import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startEngine } from '../../../src/host/engine-client';
import { hashesIn } from '../../../src/report/verification/hashes-in';
import { ReportMaker } from '../../../src/host/report/make';
import type { LabConnection } from '../../../src/shared/lab-channel/lab-connection';
import type { RequestName } from '../../../src/shared/protocol';
import { ReportNotice } from '../../../src/shared/lab-channel/host-requests';
import { ReportWishes } from '../../../src/shared/reports/report-wishes';
import { sharedFolder } from '../../support/temporary-folder';
import { recordsOf, tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

const { signal } = new AbortController();
const printed = Buffer.from('%PDF-1.4\nstartxref\n9\n%%EOF\n');
let lab = '';
let remove = (): Promise<void> => Promise.resolve();
let run = '';
let wishes: ReportWishes;

beforeAll(async () => {
  const shared = await sharedFolder();
  ({ remove } = shared);
  lab = await tinyLab(path.join(shared.folder, 'lab'));
  const engine = await startEngine({ lab, workers: 1 });
  run = (await engine.request('studies.run', { plan: tinyPlan() })).id;
  await engine.close();
  wishes = ReportWishes.parse({ runs: [{ run }], analyst: 'Ada Analyst' });
}, 120_000);

afterAll(() => remove());

interface Bench {
  readonly maker: ReportMaker;
  /** What the engine was asked. */
  readonly asked: RequestName[];
}

/** @param before called with what the engine is asked; what it waits for is waited for */
async function bench(before: (name: RequestName) => unknown = () => undefined): Promise<Bench> {
  const engine = await startEngine({ lab, workers: 1 });
  const asked: RequestName[] = [];
  const labFor = (): LabConnection => ({
    request: async (name, params) => {
      asked.push(name);
      await before(name);
      return engine.request(name, params);
    },
  });
  const maker = new ReportMaker(labFor, () => Promise.resolve(printed));
  onTestFinished(async () => {
    maker.close();
    await engine.close();
  });
  return { maker, asked };
}

describe('reports in a thread of their own', () => {
  test('every file is made of one reading of the run', async () => {
    const { maker, asked } = await bench();
    const { html, notices } = await maker.page(wishes, signal);
    expect(html).toContain('Ada Analyst');
    expect(notices.length).toBeGreaterThan(0);
    expect(notices).toEqual(notices.map((notice) => ReportNotice.parse({ ...notice, run })));
    const readings = asked.filter((name) => name === 'runs.records').length;
    expect(readings).toBeGreaterThan(0);
    const pdf = await maker.file(wishes, 'pdf', signal);
    expect(pdf.name).toMatch(/\.pdf$/u);
    expect(hashesIn(pdf.content, pdf.name).runs[0]).toMatchObject({ run });
    const json = await maker.file(wishes, 'json', signal);
    expect(JSON.parse(Buffer.from(json.content).toString())).toMatchObject({
      analysis: { run: { records: (await recordsOf(lab, run)).length } },
    });
    expect(asked.filter((name) => name === 'runs.records')).toHaveLength(readings);
  });

  test('what cannot be made is told as it was thrown there', async () => {
    const { maker } = await bench();
    const none = ReportWishes.parse({ runs: [{ run: 'none' }] });
    await expect(maker.page(none, signal)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('cancelling ends what is made at once; the next report is made anew', async () => {
    const stuck = { once: true };
    const { maker, asked } = await bench((name) => {
      if (name !== 'runs.records' || !stuck.once) return undefined;
      stuck.once = false;
      return new Promise(() => undefined);
    });
    const controller = new AbortController();
    const cancelled = maker.page(wishes, controller.signal);
    await expect.poll(() => asked).toContain('runs.records');
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await maker.page(wishes, signal)).html).toContain('Ada Analyst');
  });
});
