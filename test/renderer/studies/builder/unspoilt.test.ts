import { expect, it } from 'vitest';
import { ableKinds, kindsFor } from '../../../../src/renderer/studies/builder/CorruptionKinds';
import { fresh, unspoilt } from '../../../../src/renderer/studies/builder/unspoilt';
import { Degradation, pictureCorruptions, textCorruptions } from '../../../../src/shared/degradations/degradation';

it('a new card is about what no other of its kind is, then about all inputs together, then about the first again', () => {
  const all = ['image', 'text'];
  const noise = (...modalities: string[]): { name: string; modalities: string[] } => ({ name: 'noise', modalities });
  expect(unspoilt('noise', [], all)).toEqual(['image']);
  expect(unspoilt('noise', [noise('image'), { name: 'missing', modalities: ['text'] }], all)).toEqual(['text']);
  const each = [noise('text'), noise('image')];
  expect(unspoilt('noise', each, all)).toEqual(all);
  expect(unspoilt('noise', [...each, noise('text', 'image')], all)).toEqual(['image']);
  expect(unspoilt('noise', [noise('image')], ['image'])).toEqual(['image']);
});

it('a corruption is of kinds that happen to the inputs that suffer, and follows them', () => {
  const manifest = {
    modalities: {
      sound: { kind: 'audio', bins: 2, frames: 2, mean: 0, std: 1, windowMs: 10, stepMs: 10, lowHz: 0, highHz: 1 },
      image: { kind: 'image', height: 2, width: 2, channels: 1, mean: [0], std: [1] },
      text: { kind: 'text', maxWords: 2 },
    },
  } as unknown as Parameters<typeof fresh>[2];
  expect(Degradation.parse(fresh('corruption', [], manifest))).toMatchObject({
    modalities: ['image'],
    kinds: ['gaussian-noise'],
  });
  // QMF has noise of pictures and texts: a card of it is about no sound.
  const first = fresh('qmf-noise', [], manifest);
  expect(Degradation.parse(first)).toMatchObject({ modalities: ['image'], severities: [5, 10] });
  const cards = [first, fresh('qmf-noise', [first], manifest)];
  expect(cards[1].modalities).toEqual(['text']);
  expect(fresh('qmf-noise', cards, manifest).modalities).toEqual(['image', 'text']);
  expect(ableKinds(['image'], manifest)).toEqual(pictureCorruptions);
  expect(ableKinds(['text'], manifest)).toEqual(textCorruptions);
  expect(ableKinds(['image', 'text'], manifest)).toEqual([]);
  expect(kindsFor(['fog', 'jpeg'], ['image'], manifest)).toEqual(['fog', 'jpeg']);
  expect(kindsFor(['fog', 'jpeg'], ['text'], manifest)).toEqual(['keyboard']);
  // No kind happens to both: what was chosen stays, for its author to see what is wrong.
  expect(kindsFor(['fog'], ['image', 'text'], manifest)).toEqual(['fog']);
});
