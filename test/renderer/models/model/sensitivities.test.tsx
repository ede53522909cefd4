import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Sensitivities } from '../../../../src/renderer/models/model/Sensitivities';
import type { Integration } from '../../../../src/shared/training/integration';
import { texts } from '../../../../src/renderer/texts/catalogue';

afterEach(cleanup);

const integration: Integration = {
  weights: { image: [1, -3, 2], text: [0.5, 0, 0.25] },
  biases: [0, 0, 0],
  slopes: { image: [4, 1, 1], text: [2, 9, 8] },
  samples: 1200,
  bounds: { image: 6, text: null },
  secondStep: { epochs: 5, best: 3, before: 0.25, after: 0.5 },
};

const rows = (): readonly (string | null)[] => screen.getAllByRole('row').map(({ textContent }) => textContent);

it('shows what each modality can change, what of it is proven, and what the second step did', () => {
  render(<Sensitivities integration={integration} />, { wrapper: MantineProvider });
  expect(rows().slice(1)).toEqual(['image2418', `text0.252${texts.models.sensitivity.unproven}`]);
  expect(screen.getByText(/1,200 training samples/)).toBeTruthy();
  expect(screen.getByText(/from 0\.25 to 0\.5\./)).toBeTruthy();
});

it('says nothing of a second step that was not taken', () => {
  render(<Sensitivities integration={{ ...integration, secondStep: null }} />, { wrapper: MantineProvider });
  expect(screen.queryByText(/Learning the weights alone/)).toBeNull();
});
