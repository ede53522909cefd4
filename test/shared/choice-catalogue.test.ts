import { expect, it } from 'vitest';
import * as catalogues from '../../src/shared/planning/choice-catalogue';

it.each(Object.entries(catalogues))('%s is read from the schemas once, however often forms ask', (_, catalogue) => {
  expect(catalogue()).toBe(catalogue());
});
