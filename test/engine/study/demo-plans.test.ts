import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoPlans } from '../../../src/shared/planning/demo-plans';
import { hardeningPlan } from '../../../src/shared/planning/hardening-plan';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { expand } from '../../../src/engine/study/expand';
import { checkPlan } from '../../../src/engine/study/plan-check';
import { temporaryFolder } from '../../support/temporary-folder';

describe.each(['quick', 'standard', 'full'] as const)('the plans of the %s demo', (size) => {
  it('fit the data that ships', async () => {
    const folder = await temporaryFolder();
    const plans = demoPlans(size);
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      const { dataset } = plan.data;
      await prepareShipped(dataset, join(folder, dataset));
      const { manifest } = await openDataset(join(folder, dataset));
      checkPlan(plan, manifest);
    }
  });
});

describe('the study of hardening', () => {
  it('trains each subject once per seed with one set of baselines, and attacks the subjects', async () => {
    const folder = await temporaryFolder();
    await prepareShipped('caption-match', folder);
    const dataset = await openDataset(folder);
    for (const size of ['quick', 'full'] as const) {
      const plan = hardeningPlan(size);
      const { cells, rows } = expand(plan, dataset);
      const models = cells.filter((cell) => cell.kind === 'model');
      const of = (role: 'subject' | 'baseline') =>
        models.filter((cell) => cell.role === role).map((cell) => cell.title);
      const seeds = plan.seeds.length;
      expect(of('subject').slice(0, 5)).toEqual(plan.subjects.map(({ name }) => name));
      expect([of('subject').length, of('baseline').length]).toEqual([5 * seeds, 2 * seeds]);
      // Three removals; PGD on the image at two radii, on the text, and on both.
      expect(cells.filter(({ kind }) => kind === 'attack')).toHaveLength(7 * 5 * seeds);
      expect(rows).toHaveLength(plan.data.selection.count ?? 0);
    }
  });
});
