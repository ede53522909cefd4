import { describe, expect, it } from 'vitest';
import { boundsOf } from '../../../src/shared/certificates/vote-test';
import { reached } from '../../../src/analysis/certificates/mmcert/overlap';
import { comparedPairs } from '../../../src/shared/plan/compared-pairs';
import { isVoted } from '../../../src/shared/certificates/certificate';
import { canonicalJson } from '../../../src/shared/identity';
import { fusionsPlan } from '../../../src/shared/planning/fusions-plan';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { encodersFrom } from '../../../src/shared/recipe/shared-encoders';

const emojis = { classes: 9, image: 32 * 32, text: 3 };

describe.each(['quick', 'standard', 'full'] as const)('the study of fusions in its %s size', (size) => {
  const plan = fusionsPlan(size);
  const names = plan.subjects.map(({ name }) => name);

  it('has every fusion of pictures and words in each of four ways, and seeds for a claim about all of them', () => {
    // That for steps in time, and those that are a way of training a simpler one, have studies of their own.
    const fusions = FusionChoice.options
      .map(({ shape }) => shape.name.value)
      .filter((name) => !['mult', 'mla', 'unis-mmc'].includes(name));
    expect(plan.subjects).toHaveLength(4 * fusions.length);
    for (const fusion of fusions) {
      const ways = plan.subjects.filter(({ recipe }) => recipe.fusion.name === fusion).map(({ training }) => training);
      expect(ways.map(({ encoders, ablation }) => [encoders, ablation.rate > 0])).toEqual([
        ['own', false],
        ['own', true],
        ['shared', false],
        ['shared', true],
      ]);
    }
    expect(plan.seeds).toHaveLength(size === 'full' ? 11 : 1);
  });

  it('takes the shared encoders of an arm from the concatenation of the other, so that none is trained for them alone', () => {
    const specs = plan.subjects.map(({ recipe, training }) => ({ dataset: 'd', recipe, training, seed: 0 }));
    const own = new Set(specs.map(canonicalJson));
    const sources = specs.flatMap((spec) => encodersFrom(spec) ?? []);
    expect(sources).toHaveLength(specs.length / 2);
    expect(new Set(sources.map(canonicalJson)).size).toBe(2);
    expect(sources.every((source) => own.has(canonicalJson(source)))).toBe(true);
  });

  it('compares each fusion with concatenation in the same way, and the ablated with what lacks that', () => {
    const pairs = comparedPairs(names, plan).map(([a, b]) => `${a} – ${b}`);
    expect(pairs).toHaveLength(4 * 8 + 9 + 2);
    expect(pairs).toEqual(
      expect.arrayContaining([
        'DEQ – concat',
        'DEQ · ablated – concat · ablated',
        'DEQ · ablated – DEQ',
        'DEQ · shared – concat · shared',
        'DEQ · shared, ablated – concat · shared, ablated',
        'concat · shared – concat',
        'concat · shared, ablated – concat · shared',
      ]),
    );
  });

  it('draws so few elements that one pixel and one word of three can be certified together, if all draws agree', () => {
    const [certificate] = plan.certificates;
    if (!isVoted(certificate) || certificate.name !== 'mmcert') throw new Error('It draws nothing.');
    const { kept, draws, alpha, strict } = certificate;
    const votes = [draws, ...Array.from({ length: emojis.classes - 1 }, () => 0)];
    const { lower, upper } = boundsOf({ votes, alpha, strict });
    const sampled = (['image', 'text'] as const).map((id) => ({ n: emojis[id], k: kept[id] }));
    expect(lower - upper).toBeGreaterThan(2 * reached(sampled, [1, 1]));
  });
});
