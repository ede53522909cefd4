import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { VotedPixels } from '../../../../src/renderer/results/pixels/VotedPixels';
import { texts } from '../../../../src/renderer/texts/catalogue';
import { VoteChoice } from '../../../../src/shared/certificates/certificate';
import { classMap } from '../../../../src/shared/data/class-map';
import { PixelVotesRecord } from '../../../../src/shared/records/record';
import type { SampleView } from '../../../../src/shared/samples/sample-view';
import { keptVoteMap } from '../../../../src/shared/certificates/vote-map';

afterEach(cleanup);
const words = texts.results.pixelSamples.votes;

const picture = { kind: 'image' as const, height: 2, width: 2, channels: 1, pixels: btoa('\0\x01\x02\x03') };
const sample: SampleView = {
  ...{ id: 's', row: 0, split: 'test', label: 0, group: 's', values: { rgb: picture, heat: picture } },
  mask: classMap(Uint8Array.of(0, 1, 1, 1)),
};
const certificate = VoteChoice.parse({ name: 'mmcert', kept: { rgb: 1, heat: 1 } });
const record = (map: string | null): PixelVotesRecord =>
  PixelVotesRecord.parse({
    ...{ kind: 'pixel-votes', cell: 'c', sample: 's', row: 0, group: 's', draws: 100 },
    votes: [
      [[100, 1]],
      [
        [100, 1],
        [80, 1],
        [30, 1],
      ],
    ],
    ensemble: { truePositives: [1, 2], falsePositives: [1, 0], falseNegatives: [0, 1] },
    map,
    pools: [
      { modalities: ['rgb'], n: 20, k: 1 },
      { modalities: ['heat'], n: 20, k: 1 },
    ],
  });

function show(map: string | null): void {
  render(
    <MantineProvider env="test">
      <VotedPixels sample={sample} record={record(map)} certificate={certificate} classes={['background', 'person']} />
    </MantineProvider>,
  );
}

const found = (): string => screen.getByRole('heading', { name: /pixels? (is|are)|of the pixels/u }).textContent;

it('draws which pixels stay right at a radius, fewer at a larger one, with names for the colours', () => {
  show(keptVoteMap(Uint32Array.of(100, 100, 80, 30), 100));
  for (const name of Object.values(words.maps)) screen.getByRole('img', { name: `${name} of the sample` });
  screen.getByRole('list', { name: 'Certified' });
  expect(found()).toMatch(/^75\.0\s%.*radius 0: .* 80 of 100/u);
  const next = screen.getByRole('button', { name: words.radius.next });
  // δ of one of twenty in each: 0.0975; 80 votes of 100 are then too few.
  fireEvent.click(next);
  fireEvent.click(next);
  expect(found()).toMatch(/^50\.0\s%.*radius 2/u);
  while (!next.hasAttribute('disabled')) fireEvent.click(next);
  expect(found()).toMatch(/^No pixel is certified at radius \d/u);
});

it('tells how many where the run kept no map', () => {
  show(null);
  screen.getByText(words.notKept);
  screen.getByText(texts.certificates.frontier.pixels);
  expect(found()).toMatch(/^75\.0\s%/u);
});
