import { describe, expect, it, test } from 'vitest';
import { pixelPlanFaults, pixelTrainingFaults } from '../../../src/engine/study/pixel-faults';
import { planFault } from '../../../src/engine/study/plan-fault';
import { requirementFaults } from '../../../src/engine/study/requirement-faults';
import { AttackChoice } from '../../../src/shared/attacks/attack';
import { attackFacts } from '../../../src/shared/attacks/registry';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import type { LabError } from '../../../src/shared/errors';
import { Degradation } from '../../../src/shared/degradations/degradation';
import { Subject } from '../../../src/shared/plan/plan';
import { starterAttacks } from '../../../src/shared/planning/attack-presets';
import { attackReason } from '../../../src/shared/planning/pixel-limits';
import { requirementLimit } from '../../../src/shared/planning/requirement-limit';
import { Requirement } from '../../../src/shared/plan/requirement';
import { TrainingChoice } from '../../../src/shared/training/training';

const encoders = { rgb: { name: 'cnn' }, heat: { name: 'cnn' } };
const subject = (head: string, training: object = {}) =>
  Subject.parse({ name: head, recipe: { encoders, fusion: { name: 'concat' }, head: { name: head } }, training });
type Parts = Parameters<typeof pixelPlanFaults>[0];
const sound = {
  subjects: [subject('pixels')],
  attacks: [
    AttackChoice.parse({ name: 'fgsm', norm: 'linf', budgets: [{ rgb: 0.1 }] }),
    AttackChoice.parse({ name: 'pgd', norm: 'l2', budgets: [{ rgb: 0.1, heat: 0.1 }], share: 'matched' }),
  ],
  degradations: [Degradation.parse({ name: 'missing', modalities: ['rgb'] })],
  requirements: [],
  certificates: [],
  storedInputs: 0,
} as unknown as Parts;
const pixels = { pixels: true, target: undefined };
const told = (change: object): readonly string[] => pixelPlanFaults({ ...sound, ...change }).map(String);
const faultAt = (where: string, message: string, remedy: string): string => String(planFault(where, message, remedy));

test('a sound plan has no faults, and one of answers for samples may ask anything', () => {
  expect(told({})).toEqual([]);
  const [decoupling] = starterAttacks('decoupling', { rgb: { kind: 'image' } } as never);
  expect(told({ subjects: [subject('mlp')], attacks: [AttackChoice.parse(decoupling)] })).toEqual([]);
  // What the schema refused is told by the schema.
  expect(told({ subjects: [null, ...sound.subjects], attacks: [null], requirements: [null] })).toEqual([]);
});

describe('what a study of pixels cannot ask', () => {
  it('is a subject that answers once for the sample, of all that there are', () => {
    expect(told({ subjects: [...sound.subjects, subject('mlp')] })).toEqual([
      faultAt(
        'plan.subjects[1].recipe.head.name',
        'answers once for the sample, where another subject answers for every pixel: nothing can be compared.',
        'Give "pixels", or make a study of its own.',
      ),
    ]);
  });

  const names = Object.keys(attackFacts);
  test.each(names.filter((name) => attackReason(name, true) !== null))('is the attack %s', (name) => {
    // Its own fields have no part in the answer.
    const [fault] = told({ attacks: [...sound.attacks, { name }] });
    expect(fault).toContain(`plan.attacks[2].name: is "${name}"`);
    expect(fault).toContain('Give one of "fgsm", "pgd", "mim", "apgd", "square"');
  });

  it('is the ratio of the logits of one answer', () => {
    const apgd = (loss: string) => AttackChoice.parse({ name: 'apgd', loss, budgets: [{ rgb: 0.1 }] });
    expect(told({ attacks: [apgd('cross-entropy')] })).toEqual([]);
    expect(told({ attacks: [apgd('dlr')] })).toEqual([
      faultAt(
        'plan.attacks[0].loss',
        'is "dlr", which is a ratio of the logits of one answer, and there is one for every pixel.',
        'Give "cross-entropy".',
      ),
    ]);
  });

  it('is to keep inputs by the answer that they change', () => {
    expect(told({ storedInputs: 5 })).toEqual([
      faultAt('plan.storedInputs', 'keeps inputs that change one answer, and every pixel is answered here.', 'Give 0.'),
    ]);
  });

  it('is the noise that turns and mirrors pictures, but not what leaves pixels where they are', () => {
    const degraded = (choice: object): readonly string[] =>
      told({ degradations: [Degradation.parse({ modalities: ['rgb'], ...choice })] });
    expect(degraded({ name: 'noise' })[0]).toContain('plan.degradations[0].name: is "noise", which turns and mirrors');
    expect(degraded({ name: 'corruption', kinds: ['fog', 'zoom-blur'] })).toEqual([]);
  });

  it('is no certificate: votes are counted for every pixel', () => {
    expect(told({ certificates: [{ name: 'mmcert', kept: { rgb: 3 } }] })).toEqual([]);
  });

  const required = (measure: string, threshold = 0.5): Parts['requirements'] => [
    Requirement.parse({
      measure,
      comparison: 'at-least',
      threshold,
      ...(measure.startsWith('robust') ? { attack: 0 } : {}),
    }),
  ];
  const manifest = (target?: object): DatasetManifest => ({ name: 'd', oracle: null, target }) as never;
  const refused = (parts: object, measure: string, target?: object): readonly string[] =>
    requirementFaults({ ...sound, names: [], requirements: required(measure), ...parts }, manifest(target)).map(String);

  it('is a requirement on answers for samples, as one on pixels is where nobody answers for them', () => {
    const told = (measure: string, why: string): readonly string[] => [
      faultAt('plan.requirements[0].measure', `is "${measure}", which ${why}.`, 'Give another measure, or remove it.'),
    ];
    const ofSamples = { subjects: [subject('mlp')] };
    expect(refused({}, 'accuracy')).toEqual(told('accuracy', requirementLimit('accuracy', { ...pixels })!));
    expect(refused({}, 'robust-miou')).toEqual([]);
    expect(refused(ofSamples, 'miou')).toEqual(told('miou', 'is of models that answer for every pixel'));
    expect(refused(ofSamples, 'accuracy')).toEqual([]);
    expect(refused(ofSamples, 'macro-f1')).toEqual(told('macro-f1', 'is of data that ask for a set of labels'));
    expect(refused(ofSamples, 'macro-f1', { kind: 'labels' })).toEqual([]);
    expect(refused(ofSamples, 'robust-mean-absolute-error', { kind: 'labels' })).toEqual(
      told('robust-mean-absolute-error', 'is of data that ask for a value'),
    );
  });

  it('is training that moves pictures but not labels; of a subject, named by its place', () => {
    const training = { shift: 2, mirror: 0.5, adversarial: { imageRadius: 0.1 } };
    const where = (faults: readonly LabError[]) => faults.map((fault) => fault.where);
    expect(where(pixelTrainingFaults(TrainingChoice.parse(training), 'training'))).toEqual([
      'training.shift',
      'training.mirror',
    ]);
    expect(where(pixelTrainingFaults(TrainingChoice.parse({ occlusion: 0.5, removals: { rate: 0.5 } }), 't'))).toEqual(
      [],
    );
    expect(where(pixelPlanFaults({ ...sound, subjects: [subject('pixels', { shift: 1 })] }))).toEqual([
      'plan.subjects[0].training.shift',
    ]);
  });
});
