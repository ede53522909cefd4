import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEngine, type EngineClient } from '../../src/host/engine-client';
import type { LabError } from '../../src/shared/errors';
import type { RunSummary } from '../../src/shared/runs/run';
import { fill, smallDisk } from '../support/small-disk';
import { recordsOf, tinyLab, weightsOf } from '../support/tiny-lab';
import { tinyPlan } from '../support/tiny-study';

const plan = tinyPlan({ data: { dataset: 'tiny' } });

async function reference() {
  const lab = await tinyLab();
  const engine = await startEngine({ lab, workers: 2 });
  const { id } = await engine.request('studies.run', { plan });
  await engine.close();
  return { records: await recordsOf(lab, id), weights: await weightsOf(lab) };
}

async function onlyRun(engine: EngineClient): Promise<RunSummary | undefined> {
  return (await engine.request('runs.list', {})).runs.at(0);
}

async function finish(engine: EngineClient): Promise<string> {
  const run = await onlyRun(engine);
  const summary =
    run === undefined
      ? await engine.request('studies.run', { plan })
      : await engine.request('studies.resume', { run: run.id, force: false, repair: false });
  expect(summary).toMatchObject({ state: 'finished', records: 400 });
  return summary.id;
}

describe('a full disk', () => {
  it('ends a study with a clear error, and leaves a run that can be resumed', async (context) => {
    const expected = await reference();
    const places = new Set<string>();
    for (const free of [4, 12, 40, 70, 100, 140, 180].map((kilobytes) => kilobytes * 1024)) {
      const disk = await smallDisk();
      if (disk === null) {
        console.warn('SKIPPED: a full disk was not tested, since this user may not mount a tmpfs.');
        context.skip();
        return;
      }
      const lab = await tinyLab(path.join(disk, 'lab'));
      const engine = await startEngine({ lab, workers: 2 });
      const release = await fill(disk, free);
      const error = (await engine.request('studies.run', { plan }).catch((caught: unknown) => caught)) as LabError;
      expect(error, `${free} bytes free`).toMatchObject({ code: 'disk-full', message: 'The disk is full.' });
      const run = await onlyRun(engine);
      if (run === undefined) {
        places.add('before the run');
      } else {
        places.add(run.records > 0 ? 'while recording' : 'while training');
        expect(['failed', 'interrupted']).toContain(run.state);
        expect(error.where).toBe(lab);
        expect(error.remedy).toBe(
          `Free some space, then go on with \`muroan study resume ${run.id}\`; what is recorded is kept.`,
        );
        // The same again while the disk is still full.
        const again = engine.request('studies.resume', { run: run.id, force: false, repair: false });
        await expect(again).rejects.toMatchObject({ code: 'disk-full' });
      }
      await release();
      const id = await finish(engine);
      expect(await recordsOf(lab, id)).toEqual(expected.records);
      expect(await weightsOf(lab)).toEqual(expected.weights);
      await engine.close();
    }
    console.log('the disk was full', [...places].join(', '));
    expect(places).toContain('while training');
    expect(places).toContain('while recording');
  });
});
