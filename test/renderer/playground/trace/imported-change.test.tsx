import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { ChangePanel } from '../../../../src/renderer/playground/trace/ChangePanel';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { ModelDescription } from '../../../../src/shared/models/model-description';
import { importedRecipe } from '../../../../src/shared/recipe/recipe';
import type { SampleView } from '../../../../src/shared/samples/sample-view';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.playground.change;
const show = (gives: readonly string[]): HTMLButtonElement => {
  const model = {
    modalities: { image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] } },
    spec: { dataset: 'memes', recipe: importedRecipe('a'.repeat(64), ['image']) },
    imported: { gives, embedded: [], worded: [] },
  } as unknown as ModelDescription;
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(fakeLab({}))}>
        <ChangePanel model={model} sample={{ id: 's' } as SampleView} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  return screen.getByRole('button', { name: words.button });
};

it('says of an imported model without gradients that the attack needs them, and does not offer it', () => {
  expect(show(['labels', 'scores']).disabled).toBe(true);
  expect(screen.getByText(words.not('PGD', 'needs gradients, which an imported model does not give'))).toBeDefined();
});

it('offers it where the model gives gradients', () => {
  expect(show(['labels', 'scores', 'gradients']).disabled).toBe(false);
});
