import { expect, it } from 'vitest';
import { groupsInWords, plainFields, hardeningOf } from '../../../src/shared/training/hardening';
import { parse } from '../../../src/shared/parse';
import { TrainingChoice } from '../../../src/shared/training/training';
import { methodOf } from '../../../src/shared/training/training-method';

const training = (fields: object): TrainingChoice => parse(TrainingChoice, fields, 'training');

it('says nothing of training that leaves its samples as they are', () => {
  expect(hardeningOf(training({}))).toEqual([]);
  expect(hardeningOf(training({ adversarial: { imageRadius: 1, rate: 0 }, removals: { cells: 5 } }))).toEqual([]);
});

it('every field is told once, by itself or in words', () => {
  const hardened = training({
    adversarial: { textRadius: 0.25 },
    removals: { rate: 0.5 },
    ablation: { rate: 1 },
    pretraining: { epochs: 2 },
    pretrained: { image: { weights: 'a'.repeat(64) } },
  });
  const told = [
    ...Object.keys(plainFields(hardened)),
    ...groupsInWords(hardened).map(([name]) => name),
    ...(['alternating', 'adapters'] as const).flatMap((method) =>
      methodOf({ ...hardened, method }).map(([name]) => name),
    ),
  ];
  expect(told.sort()).toEqual(Object.keys(hardened).sort());
  expect(plainFields(hardened)).toMatchObject({ epochs: 8, trainRows: null });
});
