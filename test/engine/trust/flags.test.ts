/** Each warning provoked by a model built to deserve it, through engine and analysis, and absent of a healthy one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { linearImageModel } from '../attacks/linear-model';
import { analysed, found } from './analysed';
import {
  logProbabilities,
  misleading,
  notFinite,
  overshot,
  probabilities,
  reversed,
  rounded,
  roundingHead,
  saturated,
  withBatchStatistics,
  withDropout,
} from './masked-models';

beforeAll(() => initBackend('wasm'));

const pgd = { name: 'pgd', budgets: [{ image: 0.05 }], steps: 10 };
const square = { name: 'square', budgets: [{ image: 0.05 }], queries: 200 };

describe('a model built to deserve it', () => {
  it.each<[string, string, () => FusedModel]>([
    ['saturates its softmax', 'warning vanishing-gradient', saturated],
    ['rounds its input', 'warning vanishing-gradient', rounded],
    ['has slopes of 0 · ∞', 'warning exploding-gradient', notFinite],
    ['gives probabilities', 'warning probabilities', probabilities],
    ['gives log probabilities', 'note log-probabilities', logProbabilities],
    ['leaves dropout on', 'void unsteady-model', withDropout],
    ['looks at its batch', 'void unsteady-model', withBatchStatistics],
    ['leaves dropout on', 'warning read-back', withDropout],
    ['looks at its batch', 'warning read-back', withBatchStatistics],
    ['leaves dropout on', 'void zero-budget', withDropout],
    ['shows the way back', 'warning loss-not-rising', reversed],
  ])('%s: %s', async (_, flag, model) => {
    const analysis = await analysed({ model: model() }, { attacks: [pgd] });
    expect(found(analysis, 'model')).toContain(flag);
  });

  it('leaves dropout on: what is removed is not what changes its answers', async () => {
    const decoupling = { name: 'decoupling', modalities: ['image'], maxQueries: 40 };
    const analysis = await analysed({ model: withDropout() }, { attacks: [decoupling] });
    expect(found(analysis, 'model')).toContain('void no-op');
    const healthy = await analysed({ model: linearImageModel() }, { attacks: [decoupling] });
    expect(found(healthy, 'model')).not.toContain('void no-op');
  });

  it('falls for small steps alone: a larger budget leaves more right', async () => {
    const fgsm = { name: 'fgsm', budgets: [{ image: 0.05 }, { image: 0.4 }] };
    const analysis = await analysed({ model: overshot() }, { attacks: [fgsm] });
    expect(found(analysis, 'model')).toContain('warning larger-budget');
  });

  it('shows the way for one step only: more steps leave more right', async () => {
    const attacks = [pgd, { name: 'fgsm', budgets: pgd.budgets }];
    expect(found(await analysed({ model: misleading() }, { attacks }), 'model')).toContain('warning single-step');
  });

  it('hides the slope of its head: who turns the fused embedding breaks more than who climbs the loss', async () => {
    const attacks = [pgd, { name: 'mfa', budgets: pgd.budgets, steps: 10 }];
    expect(found(await analysed({ model: roundingHead() }, { attacks }), 'model')).toContain(
      'warning embedding-beats-loss',
    );
  });

  it.each([
    ['l1', 4],
    ['l2', 0.6],
  ] as const)('in %s too, who asks for scores breaks more than who follows no slope', async (norm, radius) => {
    const common = { norm, budgets: [{ image: radius }] };
    const attacks = [
      { ...pgd, ...common },
      { ...square, ...common, queries: 300 },
    ];
    expect(found(await analysed({ model: rounded() }, { attacks }), 'model')).toContain('warning query-beats-gradient');
  });

  it.each([
    ['rounds its input', rounded],
    ['saturates its softmax', saturated],
  ])('%s: who asks for scores breaks more than who follows the gradient', async (_, model) => {
    const many = { ...square, budgets: [{ image: 0.2 }], queries: 300 };
    const analysis = await analysed({ model: model() }, { attacks: [{ ...pgd, budgets: [{ image: 0.2 }] }, many] });
    expect(found(analysis, 'model')).toContain('warning query-beats-gradient');
  });

  it('is not one that is as it should be', async () => {
    const analysis = await analysed({ model: linearImageModel() }, { attacks: [pgd, square] });
    expect(found(analysis, 'model')).toEqual([]);
  });
});

describe('what is masked does not come out robust', () => {
  const required = (attack: number) => ({
    measure: 'robust-accuracy' as const,
    attack,
    comparison: 'at-least' as const,
    threshold: 0.5,
  });

  it.each([
    ['a saturated softmax', saturated],
    ['a rounded input', rounded],
  ])('%s: the verdict says so, the requirement is not met, and it is not called harder to break', async (_, model) => {
    const analysis = await analysed(
      { plain: linearImageModel(), masked: model() },
      { attacks: [pgd, square], requirements: [required(0), required(1)] },
    );
    const [plain, masked] = analysis.subjects.map(({ models }) => models[0]);
    // The attack finds next to nothing behind the mask, and much before it.
    expect(plain.perturbations[0].successRate.value).toBeGreaterThan(0.5);
    expect(masked.perturbations[0].successRate.value).toBeLessThan(0.2);
    const verdict = analysis.verdict.models.find(({ title }) => title === 'masked');
    expect(verdict?.tone).not.toBe('withstood');
    expect(verdict?.sentences.map(({ text }) => text).join(' ')).toContain('The gradients are masked');
    expect(verdict?.sentences.some(({ tone }) => tone === 'withstood')).toBe(false);
    const answers = analysis.requirements.filter(({ modelTitle }) => modelTitle === 'masked');
    expect(answers[0].answer).toBe('inconclusive');
    expect(answers[0].note).toContain('The gradients are masked');
    const [byGradients] = analysis.comparisons;
    expect(byGradients.setting.choice.name).toBe('pgd');
    expect(byGradients.unjudged?.text).toContain('which masked masks');
    expect(byGradients.conclusion).toBe('inconclusive');
  });

  it('but a twin with all logits × 1000 scores as the model does, in every figure', async () => {
    const attacks = [pgd, square, { name: 'apgd', loss: 'dlr', budgets: [{ image: 0.05 }], steps: 10 }];
    const analysis = await analysed({ plain: linearImageModel(), twin: linearImageModel(1000) }, { attacks });
    const [plain, twin] = analysis.subjects.map(({ models }) => models[0]);
    expect(plain.perturbations[0].successRate.hits).toBeGreaterThan(0);
    for (const [at, { successRate, robustAccuracy }] of plain.perturbations.entries()) {
      expect(twin.perturbations[at]).toMatchObject({ successRate, robustAccuracy });
    }
    expect(twin.accuracy).toEqual(plain.accuracy);
    expect(found(analysis, 'twin')).toEqual(found(analysis, 'plain'));
    for (const { conclusion } of analysis.comparisons) expect(conclusion).toBe('inconclusive');
  });
});
