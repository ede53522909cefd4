import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DeviceKind } from '../../../src/shared/device';
import { LabError } from '../../../src/shared/errors';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { DeviceChoice } from '../../../src/renderer/settings/DeviceChoice';
import { texts } from '../../../src/renderer/texts/catalogue';
import { fakeConnection, fakeLab } from '../fake-lab';

const words = texts.settings.deviceChoice;
const choose = vi.fn<(devices: readonly DeviceKind[]) => void>();
const onChosen = vi.fn();

function open(chosen: readonly DeviceKind[]): void {
  const lab = fakeLab({
    'host.chooseDevices': ({ devices }) => {
      choose(devices);
      return {};
    },
  });
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <DeviceChoice chosen={chosen} devices={[]} onChosen={onChosen} />
      </ConnectionProvider>
    </MantineProvider>,
  );
}
const press = (name: string): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};
const isOffered = (): boolean => !screen.getByRole<HTMLButtonElement>('button', { name: words.apply }).disabled;

beforeEach(() => {
  choose.mockReset();
  onChosen.mockReset();
});
afterEach(cleanup);

it('applies named devices in the order that they were brought into', async () => {
  open(['tensorflow-cpu', 'wasm', 'webgpu']);
  expect(isOffered()).toBe(false);
  press(words.earlier('wasm'));
  press(words.remove('webgpu'));
  press(words.apply);
  await waitFor(() => {
    expect(onChosen).toHaveBeenCalledOnce();
  });
  expect(choose.mock.calls).toEqual([[['wasm', 'tensorflow-cpu']]]);
});

it('goes back to the best that is there', async () => {
  open(['wasm']);
  expect(screen.getByText(words.pinned)).toBeTruthy();
  fireEvent.click(screen.getByLabelText(words.automatic));
  press(words.apply);
  await waitFor(() => {
    expect(onChosen).toHaveBeenCalledOnce();
  });
  expect(choose.mock.calls).toEqual([[[]]]);
});

it('offers nothing to apply while no device is named', () => {
  open([]);
  fireEvent.click(screen.getByLabelText(words.named));
  expect(isOffered()).toBe(false);
});

it('says why a device was refused, and that nothing was changed', async () => {
  choose.mockImplementation(() => {
    throw new LabError('unsupported', 'Native TensorFlow was not set up.', { remedy: 'Run npm run setup:native.' });
  });
  open(['tensorflow-cpu', 'wasm']);
  press(words.remove('wasm'));
  press(words.apply);
  expect((await screen.findByRole('alert')).textContent).toMatch(/was not set up.*setup:native/);
  expect(screen.getByText(words.unchanged)).toBeTruthy();
  expect(onChosen).not.toHaveBeenCalled();
  expect(isOffered()).toBe(true);
});
