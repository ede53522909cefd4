import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { recordColumns } from '../../../src/analysis/table/columns';
import { SampleRecord } from '../../../src/shared/records/record';

/** Of a run that has everything, with a picture. */
const columns = recordColumns({
  modalities: new Map([['image', ['image']]]),
  kinds: new Set(SampleRecord.options.map(({ shape }) => shape.kind.value)),
  rays: [{ image: 1 }],
});

it('every column of records stands in the documentation, with its type, unit and meaning', () => {
  const lines = readFileSync('docs/results.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `') && line.split('|').length === 6)
    .map((line) =>
      line
        .split('|')
        .slice(1, 5)
        .map((field) => field.trim()),
    );
  expect(lines).toEqual(columns.map(({ name, type, unit, meaning }) => [`\`${name}\``, type, unit, meaning]));
});
