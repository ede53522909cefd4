import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoPlans } from '../../../src/shared/planning/demo-plans';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
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
