import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../../src/renderer/lab/lab-state';
import { PretrainedSelect } from '../../../../src/renderer/models/recipe/PretrainedSelect';
import { pretrainedIn, withPretrained } from '../../../../src/renderer/models/recipe/pretrained-draft';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { largestWeightsInWindow, type PretrainedEncoder } from '../../../../src/shared/models/pretrained';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.models.pretrained;
const hash = 'a'.repeat(64);
const kept = {
  ...{ format: 'muroan.weights' as const, formatVersion: 1 as const, hash, file: 'image.safetensors', encoder: null },
  ...{ words: null, tensors: [{ name: 'w', shape: [1] }], parameters: 1, converted: 0, renamed: 0 },
  addedAt: '2026-01-01T00:00:00.000Z',
};

function shown(chosen: PretrainedEncoder | null) {
  const onChange = vi.fn();
  const lab = fakeLab({ 'weights.list': () => [kept], 'weights.add': () => kept });
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <PretrainedSelect
            modality="image"
            chosen={chosen}
            at={{ error: undefined, 'data-field': 'training.pretrained.image' }}
            onChange={onChange}
          />
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  return onChange;
}

const drop = (file: File): void => {
  fireEvent.drop(screen.getByText(words.drop), { dataTransfer: { files: [file] } });
};

test('a dropped file is added to the lab, and the encoder starts from it and stays', async () => {
  const onChange = shown(null);
  drop(new File(['x'], 'image.safetensors'));
  await waitFor(() => {
    expect(onChange).toHaveBeenCalledWith({ weights: hash, encoder: 'frozen' });
  });
});

test('a file that a window cannot send is refused, with the way that takes it', async () => {
  const onChange = shown(null);
  const file = new File(['x'], 'large.safetensors');
  Object.defineProperty(file, 'size', { value: largestWeightsInWindow + 1 });
  drop(file);
  expect(await screen.findByText(words.tooLargeRemedy, { exact: false })).toBeDefined();
  expect(onChange).not.toHaveBeenCalled();
});

test('what stays may learn on', () => {
  const onChange = shown({ weights: hash, encoder: 'frozen' });
  fireEvent.click(screen.getByLabelText(words.tuned));
  expect(onChange).toHaveBeenCalledWith({ weights: hash, encoder: 'tuned' });
});

test('a draft forgets the weights of an input that is not read any more', () => {
  const both = withPretrained(withPretrained({}, 'image', { weights: hash, encoder: 'frozen' }), 'text', {
    weights: hash,
    encoder: 'tuned',
  });
  expect(pretrainedIn(withPretrained(both, 'image', null))).toEqual({ text: { weights: hash, encoder: 'tuned' } });
});
