import { expect, test } from 'vitest';
import { fusedStage } from '../../../src/shared/models/fused-stage';
import { FusionChoice } from '../../../src/shared/recipe/fusions';

test('late fusion, QMF, CRMT and MLA join decisions, all others encodings', () => {
  const names = FusionChoice.options.map(({ shape }) => shape.name.value);
  expect(names.filter((name) => fusedStage(name) === 'decisions')).toEqual(['late', 'qmf', 'crmt', 'mla']);
  expect(fusedStage('constructor')).toBe('encodings');
});
