import { expect, it } from 'vitest';
import { archivedNames, placeOf, runOf } from '../../../src/engine/archive/places';
import { layout, modelFiles } from '../../../src/engine/lab/layout';
import { ArchivedName } from '../../../src/shared/archived-file';

it('weights and adapters of a model lie side by side again', () => {
  const model = '0123456789abcdef'.repeat(4);
  const folder = layout.model('/lab', model);
  const [weights, adapters] = [archivedNames.weights(model), archivedNames.adapters(model)];
  expect(placeOf('/lab', weights)).toBe(modelFiles.weights(folder));
  expect(placeOf('/lab', adapters)).toBe(modelFiles.adapters(folder));
  for (const name of [weights, adapters]) {
    expect(ArchivedName.parse(name)).toBe(name);
    expect(runOf(name)).toBeNull();
  }
  expect(ArchivedName.safeParse('adapters/../0123456789ab.safetensors').success).toBe(false);
});
