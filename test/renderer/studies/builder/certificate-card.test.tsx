import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { SoughtProvider } from '../../../../src/renderer/parts/sought';
import type { CertificateDraft } from '../../../../src/renderer/plans/plan-draft';
import { CertificateCard } from '../../../../src/renderer/studies/builder/CertificateCard';
import type { DatasetManifest } from '../../../../src/shared/dataset';
import { certificateCatalogue } from '../../../../src/shared/planning/choice-catalogue';

afterEach(cleanup);

const manifest = {
  modalities: {
    image: { kind: 'image', height: 28, width: 28, channels: 1, mean: [0], std: [1] },
    text: { kind: 'text', maxWords: 12 },
  },
} as unknown as DatasetManifest;

function Card({
  initial,
  ofPixels = false,
  fusions = [],
}: {
  readonly initial: CertificateDraft;
  readonly ofPixels?: boolean;
  readonly fusions?: readonly string[];
}): ReactNode {
  const [certificate, onChange] = useState(initial);
  return (
    <MantineProvider env="test">
      <SoughtProvider>
        <CertificateCard
          certificate={certificate}
          index={0}
          manifest={manifest}
          subjects={fusions.map((name) => ({ name, recipe: { encoders: {}, fusion: { name } }, training: {} }))}
          choice={certificateCatalogue().find(({ name }) => name === certificate.name)}
          problems={[]}
          isFresh
          ofPixels={ofPixels}
          onChange={onChange}
          onRemove={() => undefined}
        />
      </SoughtProvider>
    </MantineProvider>
  );
}

const threat = (): HTMLElement => screen.getByLabelText(/what an attacker does/iu, { selector: 'input' });

test('words can be added only where no picture is drawn from; the card says why, and what leads there', () => {
  render(<Card initial={{ name: 'mmcert', kept: { image: 78, text: 4 } }} />);
  expect(threat()).toHaveProperty('disabled', true);
  screen.getByText(
    'Cannot be set: image always has as many pixels, which can only be modified. Leave its field empty for it to be seen whole.',
  );
  fireEvent.change(screen.getByLabelText('image: pixels drawn'), { target: { value: '' } });
  expect(threat()).toHaveProperty('disabled', false);
  fireEvent.click(threat());
  fireEvent.click(screen.getByRole('option', { name: 'adds some' }));
  expect(threat()).toHaveProperty('value', 'adds some');
  // Drawn from again, it stays open to be set back.
  fireEvent.change(screen.getByLabelText('image: pixels drawn'), { target: { value: '9' } });
  expect(threat()).toHaveProperty('disabled', false);
});

test('models that it says nothing of are named, with the reason', () => {
  render(<Card initial={{ name: 'crmt' }} fusions={['concat', 'crmt', 'late']} />);
  screen.getByText(
    'Says nothing of “concat” and “late”: it needs logits that are sums over the inputs, as the fusion “crmt” gives them.',
  );
});

test('ratios of two inputs are picked, and one of the plan that is not offered stays', () => {
  render(<Card initial={{ name: 'mmcert', kept: { image: 40, text: 1 }, rays: [{ image: 7, text: 1 }] }} />);
  // As an option, and as a pill where it is picked.
  const shown = (ratio: string): number => screen.getAllByText(`image : text = ${ratio}`).length;
  expect([shown('7 : 1'), shown('2 : 1')]).toEqual([2, 1]);
  fireEvent.click(screen.getByLabelText(/other ratios/iu, { selector: 'input' }));
  fireEvent.click(screen.getByRole('option', { name: 'image : text = 2 : 1' }));
  expect([shown('7 : 1'), shown('2 : 1')]).toEqual([2, 2]);
});
