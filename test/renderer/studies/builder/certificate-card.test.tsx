import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { SoughtProvider } from '../../../../src/renderer/parts/sought';
import type { CertificateDraft } from '../../../../src/renderer/plans/plan-draft';
import { CertificateCard } from '../../../../src/renderer/studies/builder/CertificateCard';
import type { DatasetManifest } from '../../../../src/shared/data/dataset';
import { StudyPlan } from '../../../../src/shared/plan/plan';
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
  onChange: heard,
}: {
  readonly initial: CertificateDraft;
  readonly ofPixels?: boolean;
  readonly fusions?: readonly string[];
  readonly onChange?: (certificate: CertificateDraft) => void;
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
          onChange={(next) => {
            heard?.(next);
            onChange(next);
          }}
          onRemove={() => undefined}
        />
      </SoughtProvider>
    </MantineProvider>
  );
}

const threat = (): HTMLElement => screen.getByLabelText(/what an attacker does/iu, { selector: 'input' });

test('elements can be added where words are drawn from; pixels beside them are modified', () => {
  const kept = vi.fn<(certificate: CertificateDraft) => void>();
  render(<Card initial={{ name: 'mmcert', kept: { image: 78 } }} onChange={kept} />);
  expect(threat()).toHaveProperty('disabled', true);
  screen.getByText(
    'Cannot be set: image always has as many pixels, which can only be modified. Draw from a text as well.',
  );
  fireEvent.change(screen.getByLabelText('text: words drawn'), { target: { value: '4' } });
  expect(threat()).toHaveProperty('disabled', false);
  fireEvent.click(threat());
  fireEvent.click(screen.getByRole('option', { name: 'adds some' }));
  expect(kept.mock.lastCall?.[0]).toMatchObject({ threat: 'add', modified: ['image'] });
  expect(StudyPlan.shape.certificates.safeParse([kept.mock.lastCall?.[0]]).success).toBe(true);
  // Seen whole, it is nobody's to tamper with.
  fireEvent.change(screen.getByLabelText('image: pixels drawn'), { target: { value: '' } });
  expect(kept.mock.lastCall?.[0]).not.toHaveProperty('modified');
  fireEvent.change(screen.getByLabelText('image: pixels drawn'), { target: { value: '9' } });
  expect(kept.mock.lastCall?.[0]).toHaveProperty('modified', ['image']);
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
