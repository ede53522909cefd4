import { expect, it } from 'vitest';
import { unspoilt } from '../../../../src/renderer/studies/builder/unspoilt';

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
