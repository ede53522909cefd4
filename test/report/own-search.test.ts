import { describe, expect, test } from 'vitest';
import { contextOf } from '../../src/report/sections/context';
import { searchTables } from '../../src/report/sections/own-search';
import { methodSection } from '../../src/report/sections/method';
import { threatModelSection } from '../../src/report/sections/threat-model';
import { decoupling } from '../analysis/synthetic-run';
import { syntheticReport } from './synthetic-report';

const small = { count: 30, subjects: ['concat'] };
const labSearch = { name: 'lab-search' as const, modalities: ['image', 'text'] };

describe('the lab’s own search in a report', () => {
  test('stands beside decoupling, with its queries, labelled as the lab’s own', () => {
    const context = contextOf(syntheticReport({ ...small, attacks: [decoupling(), labSearch] }));
    const text = JSON.stringify(searchTables(context));
    expect(searchTables(context)).toHaveLength(1);
    expect(text).toContain('own − decoupling');
    expect(text).toContain('published nowhere');
    expect(text).toContain('queries, decoupling');
    expect(JSON.stringify(methodSection(context))).toContain('The lab’s own search, published nowhere');
    expect(JSON.stringify(threatModelSection(context))).toContain(
      'as many as the decoupling attack spends on the same sample',
    );
  });

  test('has no table where the plan has not asked for it', () => {
    expect(searchTables(contextOf(syntheticReport({ ...small, attacks: [decoupling()] })))).toEqual([]);
  });
});
