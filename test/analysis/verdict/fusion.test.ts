import { describe, expect, test } from 'vitest';
import { pointsEstimate } from '../../../src/analysis/format';
import { perturbs, type AttackChoice } from '../../../src/shared/attacks/attack';
import { decoupling, pgd } from '../synthetic-run';
import { study, words } from '../synthetic-study';

const attackedBy = (attack: AttackChoice): object => (perturbs(attack) ? attack.budgets[0] : {});

describe('fusion', () => {
  test('each input alone at chance: synergy, and the gap is no liability', () => {
    const [model] = study().subjects[0].models;
    expect(model.fusion).toMatchObject({ complementarity: 'synergy', necessary: ['image', 'text'] });
    const [family] = model.singleSource;
    expect(family.sources.map(({ modality, liability }) => [modality, liability])).toEqual([
      ['image', false],
      ['text', false],
    ]);
    expect(family.sources[0].gap?.value).toBeLessThan(0);
  });

  test.each([
    ['The interval lies above 0: the fused model holds more, so fusing still pays there.', 0.95, 0.6, 0.05],
    [
      'The interval lies below 0: the fused model holds less, so the text alone is the safer choice there.',
      0.95,
      0.9,
      0.8,
    ],
    [
      'The interval holds 0: which of the two holds more is undecided, so choose neither by this figure.',
      0.95,
      0.75,
      0.2,
    ],
  ])('under attack on an input, fusing it against a model without it: %s', (said, accuracy, unimodal, success) => {
    const options = { count: 300, subjects: ['concat'], attacks: [decoupling(['image'])] };
    const found = study({ ...options, accuracy: () => accuracy, unimodal: () => unimodal, success: () => success });
    expect(words(found)).toContain('While the image is attacked by Decoupling');
    expect(words(found)).toContain(said);
    const { gap } = found.subjects[0].models[0].singleSource[0].sources[0];
    expect(words(found)).toContain(`Fused minus single: ${pointsEstimate(gap!)}.`);
  });

  test('no judgement on fusing an input that the task needs', () => {
    expect(words(study({ subjects: ['concat'] }))).not.toContain('never sees');
  });

  test('redundant inputs: the gap against the model without the input is a liability', () => {
    const [model] = study({ accuracy: () => 0.8, unimodal: () => 0.78 }).subjects[0].models;
    expect(model.fusion.complementarity).toBe('redundant');
    expect(model.singleSource[0].sources.every(({ liability }) => liability)).toBe(true);
    expect(words(study({ accuracy: () => 0.8, unimodal: () => 0.78 }))).toContain(
      'the text alone, which never sees the image,',
    );
  });

  test('worst single source is the smaller accuracy', () => {
    const [model] = study({
      success: (_, attack) => (attack.name === 'decoupling' && attack.modalities[0] === 'text' ? 0.3 : 0.9),
    }).subjects[0].models;
    expect(model.singleSource[0].worst?.modality).toBe('image');
  });

  test('attacks with other fills are other attacks: no weaker side between them', () => {
    const worst = (image: 'black' | 'mean'): readonly (string | undefined)[] =>
      study({
        count: 60,
        subjects: ['concat'],
        attacks: [
          { name: 'decoupling', modalities: ['image'], fills: { image } },
          { name: 'decoupling', modalities: ['text'], fills: { image: 'mean' } },
        ],
      }).subjects[0].models[0].singleSource.map((family) => family.worst?.modality);
    expect(worst('black')).toEqual([undefined, undefined]);
    expect(worst('mean')).toEqual([expect.stringMatching(/image|text/)]);
  });

  test('splitting the budget is compared with the worst single attack of the full radius', () => {
    const analysis = study({
      attacks: [pgd([{ image: 0.1 }]), pgd([{ text: 0.5 }]), pgd([{ image: 0.1, text: 0.5 }], 'matched')],
      success: (_, attack) =>
        attack.name === 'pgd' && attack.share === 'matched' ? 0.9 : 'text' in attackedBy(attack) ? 0.7 : 0.3,
    });
    const [split] = analysis.subjects[0].models[0].splitting;
    expect(split.single.modality).toBe('text');
    expect(split.single.accuracy.value).toBeLessThan(0.4);
    expect(analysis.attacks[2].radii).toEqual({ image: 0.05, text: 0.25 });
    expect(split.effect.value).toBeCloseTo(split.joint.accuracy.value! - split.single.accuracy.value!, 12);
    expect(split.effect.high).toBeLessThan(0);
    expect(split.sameUnits).toBe(false);
  });

  test('matched l2 budgets are ε/√2 each', () => {
    const analysis = study({
      attacks: [{ name: 'pgd', norm: 'l2', share: 'matched', budgets: [{ image: 1, text: 2 }] }],
    });
    expect(analysis.attacks[0].radii.image).toBeCloseTo(Math.SQRT1_2, 12);
    expect(analysis.attacks[0].radii.text).toBeCloseTo(Math.SQRT2, 12);
  });
});
