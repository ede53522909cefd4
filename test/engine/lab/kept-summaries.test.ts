import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeLine } from '../../../src/engine/lab/checked-line';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import type { RunSummary } from '../../../src/shared/runs/run';
import { makeLargeLab } from '../../bench/window/large-lab';

let lab = '';
beforeAll(async () => {
  lab = path.join(await mkdtemp(path.join(tmpdir(), 'muroan-summaries-')), 'lab');
  await makeLargeLab(lab, 2);
});
afterAll(() => rm(path.dirname(lab), { recursive: true, force: true }));

/** The modules as another engine would load them, knowing nothing. */
async function engine() {
  vi.resetModules();
  const [kept, summaries] = await Promise.all([
    import('../../../src/engine/lab/kept-summaries'),
    import('../../../src/engine/lab/run-summaries'),
  ]);
  const warnings: string[] = [];
  const list = async (): Promise<readonly RunSummary[]> => {
    await kept.takeKeptSummaries(lab);
    const { runs } = await summaries.listRuns(lab, (error) => warnings.push(error.toString()));
    await kept.keepSummaries(
      lab,
      runs.map(({ id }) => id),
    );
    return runs;
  };
  return { list, warnings };
}

interface Kept {
  runs: Record<string, { head: { value: { name: string } }; records: { value: number } }>;
}

async function changeKept(change: (kept: Kept) => void): Promise<void> {
  const kept = JSON.parse(await readFile(layout.summaries(lab), 'utf8')) as Kept;
  change(kept);
  await writeFile(layout.summaries(lab), JSON.stringify(kept));
}

describe('what was read of runs', () => {
  let first: readonly RunSummary[] = [];
  beforeEach(async () => {
    await writeFile(layout.summaries(lab), '');
    first = await (await engine()).list();
  });

  it('is listed the same by the next engine, which does not read it', async () => {
    expect(first.map(({ state }) => state)).toEqual(['finished', 'finished']);
    expect(await (await engine()).list()).toEqual(first);
    // Told apart from what stands in the run's own files.
    await changeKept(({ runs }) => {
      runs[first[0].id].head.value.name = 'as it was kept';
      runs[first[0].id].records.value = 5;
    });
    const [changed, other] = await (await engine()).list();
    expect(changed).toEqual({ ...first[0], name: 'as it was kept', records: 5, state: 'interrupted' });
    expect(other).toEqual(first[1]);
  });

  it('is read again where a file was written since', async () => {
    const file = runFiles.records(layout.run(lab, first[0].id));
    const { list } = await engine();
    await list();
    await appendFile(file, encodeLine({ one: 'more' }));
    expect((await list())[0].records).toBe(first[0].records + 1);
    expect((await (await engine()).list())[0].records).toBe(first[0].records + 1);
  });

  it('is read again where the kept file is damaged, and kept anew', async () => {
    await writeFile(layout.summaries(lab), '{"format":"muroan.summaries","formatVersion":1,"ru');
    const { list, warnings } = await engine();
    const runs = await list();
    expect(runs.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(warnings).toEqual([]);
    const kept = JSON.parse(await readFile(layout.summaries(lab), 'utf8')) as Kept;
    expect(Object.keys(kept.runs)).toEqual(first.map(({ id }) => id));
  });

  it('is listed where nothing can be kept', async () => {
    await rm(layout.summaries(lab));
    // In the place of the file: it can be neither read nor written.
    await mkdir(layout.summaries(lab));
    try {
      expect(await (await engine()).list()).toEqual(first);
    } finally {
      await rm(layout.summaries(lab), { recursive: true });
    }
  });

  it('hides no damaged event: it is told at every listing', async () => {
    await appendFile(runFiles.events(layout.run(lab, first[1].id)), 'damaged\n');
    const { list, warnings } = await engine();
    await list();
    await list();
    expect(warnings).toHaveLength(2);
    expect(warnings[0]).toContain('events.jsonl, line 4');
  });
});
