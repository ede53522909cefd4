import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LabelledPixels } from '../../../src/renderer/datasets/LabelledPixels';
import { classColour } from '../../../src/report/samples/class-colours';
import { maskPicture } from '../../../src/report/samples/mask-picture';
import { texts } from '../../../src/renderer/texts/catalogue';
import { fromBase64 } from '../../../src/shared/base64';
import { classMap } from '../../../src/shared/data/class-map';
import type { SampleView } from '../../../src/shared/samples/sample-view';

afterEach(cleanup);

const picture = { kind: 'image' as const, height: 1, width: 2, channels: 1, pixels: btoa('\0\x01') };
const sample: SampleView = {
  ...{ id: 's', row: 0, split: 'train', label: 0, group: 's', values: { rgb: picture, heat: picture } },
  mask: classMap(Uint8Array.of(0, 2)),
};

it('draws what is true of every pixel beside what each sensor sees', () => {
  render(
    <MantineProvider>
      <LabelledPixels sample={sample} size={96} />
    </MantineProvider>,
  );
  const names = ['rgb', 'heat', texts.datasets.browser.mask].map((name) => texts.ui.sample.image(name));
  expect(screen.getAllByRole('img').map((image) => image.getAttribute('aria-label'))).toEqual(names);
});

it('colours a map by its classes; data that label only samples have none', () => {
  const drawn = maskPicture(sample);
  expect([drawn?.height, drawn?.width]).toEqual([1, 2]);
  expect([...fromBase64(drawn?.pixels ?? '')]).toEqual([...classColour(0), ...classColour(2)]);
  expect(maskPicture({ values: sample.values })).toBeNull();
});
