import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { ContentPlaces } from '../../../../src/engine/data/importers/mapped/content-places';

const hashOf = (of: number): Buffer => createHash('sha256').update(String(of)).digest();

it('contents are found at the places in which they came first, many more than fit in at first', () => {
  const places = new ContentPlaces();
  for (let at = 0; at < 5000; at += 1) expect(places.placeOf(hashOf(at))).toEqual({ place: at, isNew: true });
  for (let at = 0; at < 5000; at += 7) expect(places.placeOf(hashOf(at))).toEqual({ place: at, isNew: false });
  expect(places.count).toBe(5000);
});

it('hashes that begin alike, or are all zeros, are told apart', () => {
  const places = new ContentPlaces();
  const keys = Array.from({ length: 40 }, (_, last) => {
    const key = new Uint8Array(32);
    key[15] = last;
    return key;
  });
  expect(keys.map((key) => places.placeOf(key).place)).toEqual(keys.map((_, at) => at));
  expect(keys.map((key) => places.placeOf(key).place)).toEqual(keys.map((_, at) => at));
});
