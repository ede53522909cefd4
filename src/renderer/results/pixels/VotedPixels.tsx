import { Group, Select, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { largestThat } from '../../../analysis/certificates/mmcert/certificate';
import { radiusAt } from '../../../analysis/measures/certified';
import {
  certifierOf,
  pixelFrontiers,
  pixelsCertified,
  type PixelCertifier,
} from '../../../analysis/segmentation/certified-pixels';
import { certifiedPicture, classPicture, votesLegend, votesPicture } from '../../../report/samples/class-colours';
import { classLegend } from '../../../report/samples/pixel-cards';
import { certifiedRays, ratioOf, type Ray, type VoteChoice } from '../../../shared/certificates/certificate';
import { classesIn } from '../../../shared/data/class-map';
import type { PixelVotesRecord } from '../../../shared/records/record';
import { isPictureView, type SampleView as SeenSample } from '../../../shared/samples/sample-view';
import { shownName } from '../../../shared/text/shown-text';
import { votesIn } from '../../../shared/certificates/vote-map';
import { Chart } from '../../charts/Chart';
import { frontiersChart } from '../../charts/frontier-chart';
import { texts } from '../../texts/catalogue';
import { ColourLegend } from '../../ui/sample/ColourLegend';
import { SampleView } from '../../ui/sample/SampleView';
import { Stepper } from '../../ui/Stepper';
import { useShares } from '../../ui/use-shares';
import { Captioned, size } from './Captioned';

const words = texts.results.pixelSamples.votes;

export interface VotedPixelsProps {
  readonly sample: SeenSample;
  readonly record: PixelVotesRecord;
  readonly certificate: VoteChoice;
  readonly classes: readonly string[];
}

/** How an ensemble voted on every pixel of a sample, and which of them stay right at a radius, whatever is done. */
export function VotedPixels({ sample, record, certificate, classes }: VotedPixelsProps): ReactNode {
  const { share } = useShares();
  const rays = useMemo(() => certifiedRays(certificate), [certificate]);
  const certify = useMemo(() => certifierOf({ choice: certificate }), [certificate]);
  const [place, setPlace] = useState(() => rays.findLastIndex((own) => ratioOf(own) === null));
  const ray = rays[place];
  const largest = useMemo(
    () =>
      largestThat(
        (r) => certify(record, radiusAt(record.pools, ray, r)) !== null,
        Math.max(...record.pools.map(({ n }) => n)),
      ),
    [certify, record, ray],
  );
  const [asked, setRadius] = useState(0);
  // Of another sample or of other inputs, the radius may reach less far; one beyond the largest certifies nothing.
  const radius = Math.min(asked, (largest ?? -1) + 1);
  const fewest = useMemo(() => certify(record, radiusAt(record.pools, ray, radius)), [certify, record, ray, radius]);
  const chart = useMemo(() => chartOf(record, certify, share), [record, certify, share]);
  const maps = useMemo(() => mapsOf(sample, record, fewest), [sample, record, fewest]);
  const { certified, pixels } = pixelsCertified(record, fewest);
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-end">
        <Select
          label={words.modified}
          data={rays.map((own, index) => ({ value: String(index), label: named(own) }))}
          value={String(place)}
          allowDeselect={false}
          onChange={(value) => {
            setPlace(value === null ? place : Number(value));
          }}
          w={230}
        />
        <Stepper
          index={radius}
          count={(largest ?? -1) + 2}
          words={words.radius}
          shown={words.at(decimal(radius))}
          onChange={setRadius}
        />
      </Group>
      <SampleView sample={sample} size={size} />
      {maps === null ? (
        <Text size="sm" maw="75ch">
          {words.notKept}
        </Text>
      ) : (
        <>
          <Group gap="md" align="flex-start">
            {maps.map(({ id, image }) => (
              <Captioned key={id} caption={words.maps[id]} image={image} />
            ))}
          </Group>
          {[classLegend(classes), votesLegend].map((legend) => (
            <ColourLegend key={legend.title} {...legend} />
          ))}
        </>
      )}
      <Title order={3} size="sm">
        {fewest === null
          ? words.none(decimal(radius))
          : words.certified(share(certified / pixels), decimal(radius), decimal(fewest), decimal(record.draws))}
      </Title>
      {chart === null ? null : <Chart chart={chart} />}
      <Text size="xs" c="dimmed" maw="90ch">
        {record.pools
          .map(({ modalities, n, k }) =>
            texts.results.samples.votes.drawn(modalities.map(shownName).join(' + '), decimal(k), decimal(n)),
          )
          .join('; ')}
        . {record.unasked === undefined ? '' : `${texts.results.samples.votes.unasked(decimal(record.unasked))} `}
        {words.holds(decimal(certificate.alpha))}
      </Text>
    </Stack>
  );
}

function named(ray: Ray): string {
  const ids = Object.keys(ray).map(shownName).join(' + ');
  const ratio = ratioOf(ray);
  if (Object.keys(ray).length === 1) return ids;
  return ratio === null ? words.each(ids) : texts.results.samples.votes.ratio(ids, ratio);
}

/** How its first two inputs trade; null where they are drawn together, or too few pixels are certified to draw a line. */
function chartOf(record: PixelVotesRecord, certify: PixelCertifier, share: (value: number) => string) {
  const { pools } = record;
  if (pools.length < 2) return null;
  const frontiers = pixelFrontiers(record, certify, [0, 1]).filter(({ points }) => points.length > 1);
  return frontiers.length === 0
    ? null
    : frontiersChart(
        frontiers.map((own) => ({ name: texts.certificates.frontier.share(share(own.share)), points: own.points })),
        [pools[0].modalities[0], pools[1].modalities[0]],
        null,
        texts.certificates.frontier.pixels,
      );
}

/** Null where the run kept none. */
function mapsOf({ values, mask }: SeenSample, { map, draws }: PixelVotesRecord, fewest: number | null) {
  const picture = Object.values(values).find(isPictureView);
  if (map === null || mask === undefined || picture === undefined) return null;
  const shape = { height: picture.height, width: picture.width };
  const pixels = shape.height * shape.width;
  const votes = votesIn(map, pixels, draws);
  return [
    { id: 'truth', image: classPicture(classesIn(mask, pixels), shape) },
    { id: 'votes', image: votesPicture(votes, draws, shape) },
    { id: 'certified', image: certifiedPicture(votes, fewest, shape) },
  ] as const;
}
