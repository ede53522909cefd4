import { expect, it } from 'vitest';
import { trainingOf, trainsAs } from '../../../../src/renderer/parts/recipe-training';
import { trainingDefaults } from '../../../../src/renderer/parts/spec-draft';

const usual = trainingDefaults();
const mla = { method: 'alternating' };
const umurl = { pretraining: { epochs: 120 } };

it('a recipe brings its training along, and takes it with it again', () => {
  const alternating = trainingOf(usual, {}, mla);
  expect(alternating).toEqual({ ...usual, method: 'alternating' });
  expect(trainsAs(usual, mla)).toBe(false);
  expect(trainsAs(alternating, mla)).toBe(true);
  const without = trainingOf(alternating, mla, umurl);
  expect(without.method).toBe('joint');
  expect(without.pretraining).toEqual({ ...(usual.pretraining as object), epochs: 120 });
  expect(trainsAs(without, umurl)).toBe(true);
  expect(trainingOf(without, umurl, {})).toEqual(usual);
});

it('what a person changed since stays', () => {
  const own = { ...usual, epochs: 3, pretraining: { ...(usual.pretraining as object), epochs: 7 } };
  expect(trainingOf(own, umurl, {})).toEqual(own);
});
