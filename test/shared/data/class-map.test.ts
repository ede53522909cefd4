import { expect, it } from 'vitest';
import { classesIn, classMap, keptClassMap } from '../../../src/shared/data/class-map';

it('gives back what was written, runs longer than one byte holds too', () => {
  for (const classes of [
    Uint8Array.of(0),
    Uint8Array.of(3, 3, 0, 254, 254, 254, 1),
    new Uint8Array(256).fill(7),
    new Uint8Array(600).fill(7),
    Uint8Array.from({ length: 1000 }, (_, pixel) => (pixel < 300 ? 2 : pixel % 5)),
  ]) {
    expect(classesIn(classMap(classes), classes.length)).toEqual(classes);
  }
  expect(classMap(new Uint8Array(256)).length).toBe(4);
});

it('refuses a map of other pixels than are there', () => {
  const map = classMap(new Uint8Array(40));
  expect(() => classesIn(map, 41)).toThrow('40 pixels stands where 41 are');
  expect(() => classesIn(map, 39)).toThrow(RangeError);
});

it('is not kept where every record would be large', () => {
  expect(keptClassMap(new Uint8Array(1e6))).toBe(classMap(new Uint8Array(1e6)));
  expect(keptClassMap(Uint8Array.from({ length: 20_000 }, (_, pixel) => pixel % 2))).toBeNull();
});
