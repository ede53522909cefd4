import { expect, it } from 'vitest';
import { jsonTable } from '../../../src/analysis/table/json-table';

it('numbers without end stay such, where null would say that there is none', () => {
  const column = { name: 'radius', type: 'number', unit: '', meaning: 'How far.' } as const;
  const table = jsonTable([column], '{"format":"of records"}');
  const text = [table.add([{ radius: Infinity }, { radius: 0.5 }, { radius: null }]), table.end()]
    .map((piece) => new TextDecoder().decode(piece))
    .join('');
  const { records } = JSON.parse(text) as { records: readonly unknown[] };
  expect(records).toEqual([{ radius: Infinity }, { radius: 0.5 }, {}]);
});
