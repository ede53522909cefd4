import { describe, expect, it, test } from 'vitest';
import { attackFacts } from '../../../src/shared/attacks/registry';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import { parsePlan } from '../../../src/shared/plan/plan-file';
import {
  attackReason,
  degradationReason,
  encoderReason,
  fusionReason,
  headReason,
  pixelAttackLimits,
  pixelReasons,
  plansPixels,
  trainingReason,
} from '../../../src/shared/planning/pixel-limits';
import { pixelMembers } from '../../../src/shared/attacks/pixel-attacks';
import { pixelChannels, pixelPlan } from '../../../src/shared/planning/pixel-preset';

describe('beside models that answer for every pixel', () => {
  it('nothing goes but what raises the mean loss of all pixels, joins maps and leaves labels where they are', () => {
    const able = (names: readonly string[], reason: (name: string, pixels: boolean) => string | null) =>
      names.filter((name) => reason(name, true) === null);
    expect(able(Object.keys(attackFacts), attackReason)).toEqual([
      ...['fgsm', 'pgd', 'mim', 'apgd', 'square', 'ensemble', 'transfer'],
    ]);
    expect(able(['noise', 'corruption', 'missing'], degradationReason)).toEqual(['corruption', 'missing']);
    expect(able(['concat', 'product', 'late'], fusionReason)).toEqual(['concat']);
    expect(able(['cnn', 'patch-tokens'], encoderReason)).toEqual(['cnn']);
    expect(able(['epochs', 'shift', 'mirror', 'adversarial.imageRadius'], trainingReason)).toEqual([
      'epochs',
      'adversarial.imageRadius',
    ]);
  });

  it('an attack names each of its settings that goes for one answer', () => {
    const fields = (attack: object) => pixelAttackLimits({ name: 'ensemble', ...attack }).map(({ field }) => field);
    expect(fields({ members: pixelMembers })).toEqual([]);
    expect(fields({ members: { ...pixelMembers, apgdDlr: true, mfa: true, hopskipjump: true } })).toEqual([
      'members.apgdDlr',
      'members.mfa',
      'members.hopskipjump',
    ]);
    expect(fields({ name: 'apgd', loss: 'dlr' })).toEqual(['loss']);
    expect(fields({ name: 'mfa' })).toEqual(['name']);
    expect(fields({ members: 'nothing yet' })).toEqual([]);
  });

  it('anything goes elsewhere, and the head only where pixels are labelled', () => {
    expect(attackReason('decoupling', false)).toBeNull();
    expect(headReason('pixels', {})).toBe(pixelReasons.head);
    expect(headReason('pixels', { pixelClasses: ['a', 'b'] })).toBeNull();
    expect(headReason('mlp', {})).toBeNull();
    expect(plansPixels([{ recipe: { head: { name: 'mlp' } } }, { recipe: {} }])).toBe(false);
    expect(plansPixels([{ recipe: {} }, { recipe: { head: { name: 'pixels' } } }])).toBe(true);
  });
});

test('the preset for pixels is a plan of all pictures, and refuses data without labels of pixels', () => {
  const picture = { kind: 'image', height: 24, width: 40, channels: 1, mean: [0.5], std: [0.2] } as const;
  const manifest = {
    ...{ name: 'street', splits: { train: 10, validation: 5, test: 9 }, pixelClasses: ['ground', 'car'] },
    modalities: { rgb: picture, text: { kind: 'text', maxWords: 3 }, heat: picture },
  } as unknown as DatasetManifest;
  const plan = parsePlan(pixelPlan(manifest, 'study'), 'plan');
  expect(plan.subjects[0].recipe.encoders).toEqual({
    rgb: expect.objectContaining({ channels: [8, 16, 32, 32] }) as unknown,
    heat: expect.objectContaining({ name: 'cnn' }) as unknown,
  });
  expect([plan.data.selection.count, plan.attacks.length, plan.degradations.length]).toEqual([9, 11, 4]);
  expect(pixelChannels({ height: 30, width: 40 })).toEqual([8, 16]);
  expect(() => pixelPlan({ ...manifest, pixelClasses: undefined }, 'study')).toThrow('label no pixels');
});
