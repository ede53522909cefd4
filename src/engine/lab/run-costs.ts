import { RunCosts } from '../../shared/runs/run-costs';
import { writeFileAtomic } from '../files/atomic';
import { readJsonFile } from '../files/json-file';
import { layout, runFiles } from './layout';

const costsFile = {
  schema: RunCosts,
  remedy: 'Remove the file; times of later studies are estimated without it.',
} as const;

/** What the cells of a run took; null where that was not written down. @throws LabError `damaged`, `unsupported` */
export function readRunCosts(lab: string, run: string): Promise<RunCosts | null> {
  return readJsonFile(runFiles.costs(layout.run(lab, run)), costsFile);
}

/** Adds what a part of a run took to what its earlier parts did. */
export async function addRunCosts(
  lab: string,
  run: string,
  { workers, cells }: Pick<RunCosts, 'workers' | 'cells'>,
): Promise<void> {
  const before = (await readRunCosts(lab, run))?.cells ?? {};
  const sums = Object.entries(cells).map(([id, { seconds, samples }]) => {
    const known = before[id] ?? { seconds: 0, samples: 0 };
    return [id, { seconds: known.seconds + seconds, samples: known.samples + samples }] as const;
  });
  const content: RunCosts = {
    format: 'muroan.run-costs',
    formatVersion: 1,
    workers,
    cells: { ...before, ...Object.fromEntries(sums) },
  };
  await writeFileAtomic(runFiles.costs(layout.run(lab, run)), `${JSON.stringify(content)}\n`);
}
