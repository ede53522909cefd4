import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { layout, runFiles } from '../../../src/engine/lab/layout';
import { addRunCosts, readRunCosts } from '../../../src/engine/lab/run-costs';
import { temporaryFolder } from '../../support/temporary-folder';

const run = 'one';

async function labWithRun(): Promise<string> {
  const lab = path.join(await temporaryFolder(), 'lab');
  await mkdir(layout.run(lab, run), { recursive: true });
  return lab;
}

test('what the parts of a run took is added up; of a run that was never timed nothing is known', async () => {
  const lab = await labWithRun();
  expect(await readRunCosts(lab, run)).toBeNull();
  await addRunCosts(lab, run, { workers: 2, cells: { a: { seconds: 3, samples: 10 } } });
  await addRunCosts(lab, run, {
    workers: 1,
    cells: { a: { seconds: 1, samples: 5 }, b: { seconds: 2, samples: 4 } },
  });
  expect(await readRunCosts(lab, run)).toMatchObject({
    workers: 1,
    cells: { a: { seconds: 4, samples: 15 }, b: { seconds: 2, samples: 4 } },
  });
});

test('a damaged file is told with its remedy', async () => {
  const lab = await labWithRun();
  await writeFile(runFiles.costs(layout.run(lab, run)), '{');
  await expect(readRunCosts(lab, run)).rejects.toMatchObject({
    code: 'damaged',
    where: runFiles.costs(layout.run(lab, run)),
    remedy: expect.stringContaining('Remove the file') as string,
  });
});
