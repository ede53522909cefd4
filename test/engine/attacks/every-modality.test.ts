/**
 * The table of all attacks once more, where models have three inputs: one of them attacked, two and all three, of every
 * kind, in every norm, in fusions by turns. The kinds of models are those of `every-attack.test.ts`.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice, factsOf, type AttackName, type Norm } from '../../../src/shared/attacks/attack';
import { isPlane, planeOf, type ModalityKind, type ModalitySpecs } from '../../../src/shared/data/modality';
import { initBackend } from '../../../src/engine/backends/registry';
import { randomFrom } from '../../../src/engine/random';
import { cheapSettings, normsOf } from './cheap-settings';
import { inMemoryDataset } from './in-memory';
import { answered, held } from './promises';
import { randomModel, smallEncoders, smallFusions } from './random-model';

beforeAll(() => initBackend('wasm'));

const unit = (name: string) => ({ name, low: 0, high: 1 });
const specs = {
  image: { kind: 'image', height: 4, width: 4, channels: 3, mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
  text: { kind: 'text', maxWords: 6 },
  audio: { kind: 'audio', height: 4, width: 6, channels: 1, mean: [0.5], std: [1], seconds: 1, hertz: [60, 4000] },
  tabular: { kind: 'tabular', columns: ['a', 'b', 'c'].map(unit), mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
  sequence: { kind: 'sequence', steps: 4, shortest: 2, features: ['x', 'y'].map(unit), mean: [0.5, 0.5], std: [1, 1] },
  skeleton: {
    kind: 'skeleton',
    joints: ['head', 'hand'],
    parents: [0, 0],
    steps: 3,
    coordinates: ['x', 'y'].map(unit),
    mean: [0.5, 0.5],
    std: [1, 1],
  },
} as const satisfies ModalitySpecs;
const encoders: Readonly<Record<ModalityKind, object>> = {
  ...smallEncoders.tokens,
  image: { name: 'cnn', channels: [4], width: 8 },
  audio: { name: 'patch-tokens', patch: 2, width: 8, blocks: 1, heads: 2 },
  tabular: { name: 'mlp', hidden: 8, width: 8 },
  sequence: { name: 'step-tokens', width: 8, blocks: 1, heads: 2 },
  // Its encoding is twice as wide.
  skeleton: { name: 'umurl', streams: 'fused', width: 4 },
};

/** Between them, every kind; the second has no text, which every attack on words needs. */
const trios: readonly (readonly ModalityKind[])[] = [
  ['image', 'text', 'audio'],
  ['tabular', 'sequence', 'skeleton'],
];
const subsets: readonly (readonly number[])[] = [[0], [1, 2], [0, 1, 2]];
/** Fixed points, which take a second each, meet every attack in the other table, and one of them here. */
const fusions = Object.entries(smallFusions).filter(([name]) => name !== 'deq');

/** Radii that break some samples, not all. */
const radii: Readonly<Record<Norm, number>> = { linf: 0.2, l2: 0.6, l1: 2 };

const names = Object.keys(cheapSettings) as AttackName[];
/** What an attack may be given on these modalities, a norm at a time. */
function choicesOf(name: AttackName, own: object, ids: readonly string[]): readonly AttackChoice[] {
  const norms = normsOf(name);
  if (norms.length === 0) return [AttackChoice.parse({ name, ...own, modalities: ids })];
  return norms.map((norm) =>
    AttackChoice.parse({
      name,
      ...own,
      norm,
      budgets: [Object.fromEntries(ids.map((id) => [id, radii[norm]]))],
      randomNoises: 1,
    }),
  );
}

/** Every subset and every norm of an attack, not each with each. */
const table = trios.flatMap((trio) =>
  names.flatMap((name, nameAt) => {
    const isEdit = factsOf({ name }).kind === 'edit';
    if (isEdit && !trio.includes('text')) return [];
    return (isEdit ? [[trio.indexOf('text')]] : subsets).map((subset, at) => {
      const ids = subset.map((index) => trio[index]);
      const [own] = cheapSettings[name];
      const choices = choicesOf(name, own, ids);
      const isSolved = name === 'pgd' && ids.length === trio.length;
      const [kind, fusion] = isSolved ? ['deq', smallFusions.deq] : fusions[(nameAt + at) % fusions.length];
      const attack = choices[at % choices.length];
      const title = `${name}${'norm' in attack ? ` in ${attack.norm}` : ''} on ${ids.join(' + ')}, ${kind} of ${trio.join(' + ')}`;
      return [title, trio, fusion, attack] as const;
    });
  }),
);

const words = ['a', 'red', 'fox', 'jumps', 'over', 'dogs'];
function datasetOf(modalities: ModalitySpecs) {
  const samples = Array.from({ length: 2 }, (_, row) => {
    const random = randomFrom('three inputs', row);
    const value = (id: string) => {
      const spec = modalities[id];
      if (!isPlane(spec)) return words.slice(0, 3 + random.below(3));
      const { height, width, channels } = planeOf(spec);
      // One of the two sequences is shorter than the longest.
      const steps = spec.kind === 'sequence' && row === 0 ? spec.shortest! : width;
      return Float32Array.from({ length: height * steps * channels }, () => 0.25 + 0.5 * random.uniform());
    };
    return { label: 0, inputs: Object.fromEntries(Object.keys(modalities).map((id) => [id, value(id)])) };
  });
  return inMemoryDataset(samples, { modalities });
}

describe('every attack on every kind of modality, of models with three inputs', () => {
  it('every attack meets every kind, sets of every size, and every norm that it has', () => {
    for (const name of names) {
      const met = table.flatMap(([, , , attack]) => (attack.name === name ? [attack] : []));
      if (factsOf({ name }).kind !== 'edit') {
        const sets = met.map((attack) => ('budgets' in attack ? Object.keys(attack.budgets[0]) : attack.modalities));
        expect(new Set(sets.flat()).size, name).toBe(Object.keys(specs).length);
        expect(new Set(sets.map(({ length }) => length)), name).toEqual(new Set([1, 2, 3]));
      }
      const norms = new Set(met.flatMap((attack) => ('norm' in attack ? [attack.norm] : [])));
      expect([...norms].sort(), name).toEqual([...normsOf(name)].sort());
    }
  });

  it.each(table)('%s', async (_title, trio, fusion, attack) => {
    const modalities: ModalitySpecs = Object.fromEntries(trio.map((id) => [id, specs[id]]));
    const recipe = { encoders: Object.fromEntries(trio.map((id) => [id, encoders[id]])), fusion };
    const model = randomModel(recipe, modalities);
    await held(model, await answered(model, datasetOf(modalities)), attack);
    model.dispose();
  });
});
