import { expect, it } from 'vitest';
import { choicesOnArrival } from '../../../src/renderer/workspace/use-choices';

it('an address that chooses counts more than what was chosen last', () => {
  expect(choicesOnArrival({ runs: 'a' }, { runs: 'b', base: 'b' })).toEqual({ runs: 'a' });
  expect(choicesOnArrival({}, { runs: 'b', base: 'b' })).toEqual({ runs: 'b', base: 'b' });
  expect(choicesOnArrival({}, {})).toEqual({});
});
