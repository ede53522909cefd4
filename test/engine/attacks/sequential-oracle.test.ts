import { beforeAll, describe, expect, it } from 'vitest';
import { AttackChoice, type DecouplingChoice } from '../../../src/shared/attacks/attack';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import { closeMicroBatch, openMicroBatch } from '../../../src/engine/attacks/micro-batch';
import { argMax } from '../../../src/engine/models/logits';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { decoupling } from '../../../src/engine/attacks/removal/decoupling';
import { searchCandidates } from '../../../src/engine/attacks/removal/candidates';
import { removalQueries } from '../../../src/engine/attacks/removal/queries';
import { initBackend } from '../../../src/engine/backends/registry';
import { inMemoryDataset, labelled, randomSamples } from './in-memory';
import { subjectBackend } from '../../support/subject-backend';
import { randomModel, smallEncoders, smallFusions } from './random-model';
import { sequentialDecoupling } from './sequential-decoupling';

beforeAll(() => initBackend(subjectBackend()));

/** An odd side, so that cells are clipped and overlap. */
const odd: ModalitySpecs = {
  image: { kind: 'image', height: 14, width: 14, channels: 1, mean: [0.5], std: [0.3] },
  text: { kind: 'text', maxWords: 6 },
};
const wide: ModalitySpecs = {
  image: { kind: 'image', height: 8, width: 12, channels: 3, mean: [0.5, 0.4, 0.3], std: [0.3, 0.3, 0.3] },
  text: { kind: 'text', maxWords: 6 },
};

const large: ModalitySpecs = {
  ...wide,
  image: { kind: 'image', height: 96, width: 96, channels: 3, mean: [0.5, 0.4, 0.3], std: [0.3, 0.3, 0.3] },
};
const largeOdd: ModalitySpecs = {
  ...odd,
  image: { kind: 'image', height: 70, width: 99, channels: 1, mean: [0.5], std: [0.3] },
};
const largeEncoders = { ...smallEncoders.cnn, image: { name: 'cnn', channels: [4, 6, 6], width: 8 } };

const cases: readonly (readonly [string, object, ModalitySpecs, object])[] = [
  ['score drop, concat', { encoders: smallEncoders.cnn, fusion: smallFusions.concat }, odd, {}],
  ['score drop, product', { encoders: smallEncoders.cnn, fusion: smallFusions.product }, odd, {}],
  [
    'label',
    { encoders: smallEncoders.cnn, fusion: smallFusions.concat },
    odd,
    { criterion: { name: 'label' }, stop: { rule: 'literal', pixels: 3 } },
  ],
  [
    'arg max of z, token transformer',
    { encoders: { ...smallEncoders.cnn, text: smallEncoders.tokens.text }, fusion: smallFusions['token-transformer'] },
    odd,
    { criterion: { name: 'embedding-argmax' }, maxQueries: 60 },
  ],
  [
    'drop of p, late fusion, wide colour image, masked words, noise',
    { encoders: { ...smallEncoders.tokens }, fusion: smallFusions.late },
    wide,
    { criterion: { name: 'score-drop', score: 'probability', tau: 0.001 }, fills: { image: 'noise', text: 'mask' } },
  ],
  [
    'by cost, few candidates',
    { encoders: smallEncoders.cnn, fusion: smallFusions.concat },
    odd,
    { order: 'cost', criterion: { name: 'score-drop', keep: 10 }, fills: { image: 'blur', text: 'delete' } },
  ],
  [
    'image of 96 pixels, of which a removal reaches little',
    { encoders: largeEncoders, fusion: smallFusions.concat },
    large,
    { modalities: ['image'], stop: { rule: 'relative', fraction: 1 / 16 }, maxQueries: 40 },
  ],
  [
    'image of 70 × 99 pixels, noise',
    { encoders: largeEncoders, fusion: smallFusions.concat },
    largeOdd,
    { fills: { image: 'noise' }, maxQueries: 40 },
  ],
  ['image only', { encoders: smallEncoders.cnn, fusion: smallFusions.concat }, odd, { modalities: ['image'] }],
  ['text only', { encoders: smallEncoders.cnn, fusion: smallFusions.concat }, odd, { modalities: ['text'] }],
];

/** One query at a time takes long on native TensorFlow; what differs there is how pictures are encoded. */
const own = subjectBackend() === 'wasm' ? cases : cases.filter(([title]) => title.startsWith('image'));

describe('the batched search gives what one query at a time gives', () => {
  it.each(own)('%s', async (_, recipe, modalities, settings) => {
    const spec = modalities.image as { height: number; width: number; channels: 1 | 3 };
    const model = randomModel(recipe, modalities);
    const raw = randomSamples(8, { side: 1, channels: 1 }).map((sample, row) => ({
      ...sample,
      inputs: {
        ...sample.inputs,
        image: Float32Array.from(
          { length: spec.height * spec.width * spec.channels },
          (__, at) => (Math.sin((at + 1) * (row + 3) * 0.37) + 1) / 2,
        ),
      },
    }));
    const plain = inMemoryDataset(raw, { modalities });
    const clean = await predictSamples(model, plain.rowsOf('test').map(plain.sample));
    const dataset = labelled(plain, clean.logits.map(argMax));
    const samples = dataset.rowsOf('test').map(dataset.sample);
    const choice = AttackChoice.parse({
      name: 'decoupling',
      modalities: ['image', 'text'],
      maxQueries: 120,
      ...settings,
    }) as DecouplingChoice;
    const rows = dataset.rowsOf('test');
    const pause = (): Promise<void> => Promise.resolve();
    const context = await openMicroBatch({ cell: 'cell', model, dataset, rows, seed: 3, pause });

    const batched = await decoupling(context, choice);
    const queries = removalQueries(context, choice.fills, 'zArgmax');
    const searched = await searchCandidates(
      context,
      choice,
      queries,
      await queries.ask(samples.map((__, sample) => ({ sample, regions: [] }))),
    );
    queries.dispose();
    batched.encoded.forEach((counts, index) => {
      for (const [id, { rows: encoded, wholeRows }] of Object.entries(counts)) {
        expect(encoded).toBeLessThanOrEqual(choice.modalities.includes(id) ? batched.evaluated[index] : 0);
        expect(wholeRows).toBeLessThanOrEqual(encoded);
      }
    });
    if (spec.height > 64) {
      // Most of it was not computed: the searches compared are two different computations.
      const sum = (of: 'rows' | 'wholeRows'): number =>
        batched.encoded.reduce((total, { image }) => total + image[of], 0);
      expect(sum('rows')).toBeGreaterThan(0);
      expect(sum('wholeRows')).toBeLessThan(0.5 * sum('rows'));
    }
    closeMicroBatch(context);

    const boxes = (regions: readonly object[] | null): unknown =>
      regions?.map((region) => ({ ...region, side: undefined })) ?? null;
    let broken = 0;
    for (const [index, sample] of samples.entries()) {
      const alone = await sequentialDecoupling(model, sample, choice, 3);
      expect(boxes(searched[index].candidates)).toEqual(boxes(alone.candidates));
      expect(boxes(batched.claims[index].regions)).toEqual(boxes(alone.regions));
      expect(batched.claims[index].queries).toEqual({ search: alone.search, combination: alone.combination });
      if (alone.regions !== null) broken += 1;
    }
    // An equality of empty searches would show nothing.
    expect(searched.some(({ candidates }) => candidates.length > 0)).toBe(true);
    if (settings !== cases[cases.length - 1][3]) expect(broken).toBeGreaterThan(0);
    model.dispose();
  });
});
