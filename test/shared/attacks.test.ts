import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  AttackChoice,
  budgetIndices,
  Capability,
  factsOf,
  removes,
  type AttackName,
} from '../../src/shared/attacks/attack';
import type { AttackFacts } from '../../src/shared/attacks/facts';
import { radiusText } from '../../src/shared/attacks/gradient';
import { attackFacts, attackSchemas } from '../../src/shared/attacks/registry';
import type { ModalitySpecs } from '../../src/shared/data/modality';
import { starterAttacks } from '../../src/shared/planning/attack-presets';

const specs: ModalitySpecs = {
  photo: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0.5], std: [0.2] },
  caption: { kind: 'text', maxWords: 12 },
};
const names = Object.keys(attackFacts) as AttackName[];
/** Every attack in the settings that a study begins with. */
const choices = names.map((name) => ({
  name,
  starters: starterAttacks(name, specs, 'other').map((draft) => AttackChoice.parse(draft)),
}));

describe('the registry of attacks', () => {
  it('has facts for every schema, under the name that both hold', () => {
    expect(attackSchemas.map(({ shape }) => shape.name.value)).toEqual(names);
    expect(names.map((name) => factsOf({ name }).name)).toEqual(names);
    expect(new Set(names.map((name) => factsOf({ name }).label)).size).toBe(names.length);
  });

  it('describes every field', () => {
    for (const { shape } of attackSchemas) {
      for (const [field, schema] of Object.entries<z.ZodType>(shape)) {
        expect(schema.meta()?.description, `${shape.name.value}.${field}`).toMatch(/\w/u);
      }
    }
  });

  it('knows the attacks that others are stronger than', () => {
    const stronger = names.flatMap((name) => factsOf({ name }).strongerThan);
    expect(names).toEqual(expect.arrayContaining(stronger));
  });
});

describe.each(choices)('the facts of $name fit its schema', ({ name, starters }) => {
  const facts: AttackFacts<AttackChoice> = factsOf({ name });
  const places = starters.flatMap((choice) => budgetIndices(choice).map((budget) => ({ choice, budget })));

  it('has budgets, each with modalities of the data and radii for them', () => {
    expect(places.length).toBeGreaterThan(0);
    for (const { choice, budget } of places) {
      const modalities = facts.modalities(choice, budget);
      expect(modalities.length).toBeGreaterThan(0);
      expect(Object.keys(specs)).toEqual(expect.arrayContaining([...modalities]));
      expect(Object.keys(facts.radii(choice, budget))).toEqual(facts.kind === 'perturbation' ? modalities : []);
      expect(removes(choice)).toBe(facts.kind === 'removal');
    }
  });

  it('has a title for each, that begins with the short one', () => {
    const titles = places.map(({ choice, budget }) => facts.title(choice, budget, ['caption']));
    expect(new Set(titles).size).toBe(titles.length);
    places.forEach(({ choice }, index) => {
      expect(titles[index].startsWith(`${facts.shortTitle(choice)} · `)).toBe(true);
    });
  });

  it('needs what a model can give, and passes its own check', () => {
    for (const choice of starters) {
      expect(Capability.options).toEqual(expect.arrayContaining([...facts.requires(choice)]));
      expect(() => {
        facts.check(choice, 'plan.attacks[0]', specs);
      }).not.toThrow();
    }
  });
});

it('titles tell all attacks apart', () => {
  const titles = choices.flatMap(({ starters }) =>
    starters.flatMap((choice) =>
      budgetIndices(choice).map((budget) => factsOf(choice).title(choice, budget, ['caption'])),
    ),
  );
  expect(new Set(titles).size).toBe(titles.length);
});

it('a matched budget is shared: ε/M in l∞, ε/√M in l2', () => {
  const radii = (norm: 'linf' | 'l2'): Readonly<Record<string, number>> => {
    const choice = AttackChoice.parse({ name: 'fgsm', norm, share: 'matched', budgets: [{ photo: 0.5, caption: 2 }] });
    return factsOf(choice).radii(choice, 0);
  };
  expect(radii('linf')).toEqual({ photo: 0.25, caption: 1 });
  expect(radii('l2').photo).toBeCloseTo(0.5 / Math.SQRT2, 12);
});

describe('one ball of all modalities', () => {
  const joint = (settings: object): AttackChoice =>
    AttackChoice.parse({ name: 'pgd', norm: 'l2', share: 'joint', budgets: [{ photo: 1, caption: 1 }], ...settings });
  const check = (choice: AttackChoice): void => {
    factsOf(choice).check(choice, 'plan.attacks[0]', specs);
  };
  const doubts = (choice: AttackChoice): readonly string[] =>
    factsOf(choice)
      .doubts(choice, 'plan.attacks[0]', specs)
      .map(({ text }) => text);

  it('leaves each its whole radius, says so in its title, and is of l2 only', () => {
    const choice = joint({});
    expect(factsOf(choice).radii(choice, 0)).toEqual({ photo: 1, caption: 1 });
    expect(factsOf(choice).title(choice, 0, [])).toBe('PGD-20 l2 · photo 1 + caption 1 (one ball)');
    expect(() => {
      check(choice);
    }).not.toThrow();
    for (const norm of ['linf', 'l1']) {
      expect(() => {
        check(joint({ norm }));
      }).toThrow(`is "joint", but the norm is "${norm}".`);
    }
    expect(() => joint({ name: 'hopskipjump' })).toThrow();
  });

  it('is doubted where there is nothing to join, or what is joined has no one radius', () => {
    expect(doubts(joint({}))).toEqual([]);
    expect(doubts(joint({ budgets: [{ photo: 1 }] }))).toEqual([expect.stringContaining('nothing to share')]);
    expect(doubts(joint({ budgets: [{ photo: 1, caption: 2 }] }))).toEqual([expect.stringContaining('unequal radii')]);
  });
});

describe('a radius in l∞', () => {
  it.each<[number, 'pixels' | 'latent', string]>([
    [4 / 255, 'pixels', '4/255'],
    [8 / 255, 'pixels', '8/255'],
    [1 / 255, 'pixels', '1/255'],
    [0.0157, 'pixels', '4/255'],
    [0.03, 'pixels', '0.03'],
    [0.2, 'pixels', '0.2'],
    [0.0123, 'pixels', '0.0123'],
    [0, 'pixels', '0'],
    [1, 'pixels', '1'],
    [4 / 255, 'latent', '0.0157'],
    [0.5 / Math.SQRT2, 'latent', '0.354'],
  ])('%d (%s) is %s', (radius, place, text) => {
    expect(radiusText(radius, 'linf', place === 'latent')).toBe(text);
  });
});
