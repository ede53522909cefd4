import { expect, test } from 'vitest';
import { decoupling } from '../analysis/synthetic-run';
import { comparisonsSection } from '../../src/report/sections/comparisons';
import { contextOf } from '../../src/report/sections/context';
import { syntheticReport } from './synthetic-report';

test('a study that compares by accuracy has a table of it in place of what attacks find', () => {
  const report = syntheticReport({
    count: 40,
    seeds: [0, 1],
    attacks: [decoupling()],
    plan: { primaryMeasure: 'accuracy', reference: 'concat' },
    accuracy: (subject) => (subject === 'product' ? 0.95 : 0.7),
  });
  const section = comparisonsSection(contextOf(report));
  expect(section).toMatchObject({ id: 'comparisons', title: 'Which is more accurate' });
  const text = JSON.stringify(section);
  expect(text).toContain('product − concat');
  expect(text).toContain('inconclusive');
  expect(text).toMatch(/2 paired training seeds.*over the 0 comparisons tested/u);
  expect(text).not.toContain('harder to break');
});
