import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { v7 } from 'uuid';
import { encodeLine } from '../../../src/engine/lab/checked-line';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { planHash } from '../../../src/shared/plan/plan-hash';
import type { RunDescription, RunEvent } from '../../../src/shared/runs/run';
import { decoupling, pgd, syntheticRun } from '../../analysis/synthetic-run';

const studies = ['Release check', 'Fusion study', 'Caption match, nightly', 'Emoji groups', 'Ablation'];
const day = 86_400_000;

export interface LargeLab {
  readonly runs: number;
  readonly records: number;
  readonly bytes: number;
}

/** Writes a lab folder with many finished runs of a few studies, one a day, as the engine would have left it. */
export async function makeLargeLab(lab: string, runs: number): Promise<LargeLab> {
  // Two models, four baselines, three removals and a gradient attack: 100 samples give 14 cells, a little over 1,000 records.
  const { run, records, dataset } = syntheticRun({
    count: 72,
    attacks: [decoupling(), decoupling(['image']), decoupling(['text']), pgd([{ image: 0.03 }])],
  });
  const lines = records.map(encodeLine).join('');
  const opened = new Lab(lab);
  await opened.forWriting();
  await opened.close();
  const template = `${lab}.template`;
  await writeFile(template, lines);
  const first = Date.UTC(2026, 0, 1);
  for (let index = 0; index < runs; index += 1) {
    const at = new Date(first + (index * day * 300) / runs);
    const id = v7({ msecs: at.getTime() });
    const plan = { ...run.plan, name: studies[index % studies.length] };
    const description: RunDescription = {
      ...run,
      id,
      plan,
      expansion: { ...run.expansion, planHash: planHash(plan) },
      createdAt: at.toISOString(),
    };
    const folder = layout.run(lab, id);
    await mkdir(folder, { recursive: true });
    const event = (what: RunEvent['event']): string =>
      encodeLine({
        at: at.toISOString(),
        event: what,
        appVersion: run.appVersion,
        device: 'wasm',
        hardware: null,
        note: null,
      } satisfies RunEvent);
    await copyFile(template, runFiles.records(folder));
    await writeFile(runFiles.events(folder), event('created') + event('started') + event('finished'));
    await writeFile(runFiles.dataset(folder), JSON.stringify(dataset));
    await writeFile(runFiles.description(folder), JSON.stringify(description));
  }
  return { runs, records: runs * records.length, bytes: runs * lines.length };
}
