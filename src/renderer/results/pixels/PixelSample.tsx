import { Group, Stack, Table, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import { decimal } from '../../../analysis/format';
import { rightShare, sampleIou, untouchedAnswer } from '../../../analysis/segmentation/sample-pixels';
import { changePicture, classPicture } from '../../../report/samples/class-colours';
import { pixelLegends } from '../../../report/samples/pixel-cards';
import { classesIn } from '../../../shared/data/class-map';
import type { AttackCell, DegradedCell } from '../../../shared/plan/plan';
import type { PixelRecord } from '../../../shared/records/record';
import { isPictureView, type ImageView, type SampleView as SeenSample } from '../../../shared/samples/sample-view';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { ColourLegend } from '../../ui/sample/ColourLegend';
import { SampleView } from '../../ui/sample/SampleView';
import { useShares } from '../../ui/use-shares';
import { AttackedAgain } from '../samples/AttackedAgain';
import { DegradedSample } from '../samples/DegradedSample';
import { seenBy } from './seen-by';
import { Captioned, size } from './Captioned';

const words = texts.results.pixelSamples;

export interface PixelSampleProps {
  readonly sample: SeenSample;
  readonly record: PixelRecord;
  readonly cell: AttackCell | DegradedCell;
  readonly input: AnalysisInput;
}

/** Inputs, true classes, both answers and what became of them, with the IoU of each class of this sample. */
export function PixelSample({ sample, record, cell, input }: PixelSampleProps): ReactNode {
  const classes = input.dataset.pixelClasses ?? [];
  const maps = useMemo(() => mapsOf(sample, record, cell, input), [sample, record, cell, input]);
  const seen = useMemo(() => seenBy(cell.model, sample, input), [cell.model, sample, input]);
  return (
    <Stack gap="md">
      <Group gap="md" align="flex-start">
        <Stack gap={6}>
          <Title order={3}>{words.untouched}</Title>
          <SampleView sample={seen} size={size} />
        </Stack>
        <Changed sample={seen} cell={cell} input={input} />
      </Group>
      <Group gap="md" align="flex-start">
        {maps?.map(({ id, image }) => (
          <Captioned key={id} caption={words.maps[id]} image={image} />
        ))}
      </Group>
      {maps === null ? (
        <Text size="sm" maw="75ch">
          {words.notKept}
        </Text>
      ) : (
        pixelLegends(classes).map((legend) => <ColourLegend key={legend.title} {...legend} />)
      )}
      <Iou record={record} classes={classes} />
      <Text size="xs" c="dimmed" maw="90ch">
        {words.note}
      </Text>
    </Stack>
  );
}

/** The same inputs as the model saw them, attacked or without one of them. */
function Changed({ sample, cell, input }: Pick<PixelSampleProps, 'sample' | 'cell' | 'input'>): ReactNode {
  switch (cell.kind) {
    case 'attack':
      return <AttackedAgain sample={sample} cell={cell} size={size} />;
    case 'degraded':
      return <DegradedSample sample={sample} ids={[sample.id]} cell={cell} input={input} size={size} />;
    default:
      return cell satisfies never;
  }
}

function Iou({ record, classes }: { readonly record: PixelRecord; readonly classes: readonly string[] }): ReactNode {
  const { share } = useShares();
  const shown = (value: number | null): string => (value === null ? '–' : share(value));
  const { untouched, changed, loss } = record;
  const [before, after] = loss;
  return (
    <Table w="max-content" maw="100%" fz="sm" aria-label={words.table.label}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.table.measure}</Table.Th>
          <Table.Th ta="right">{words.table.before}</Table.Th>
          <Table.Th ta="right">{words.table.after}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <Line
          name={words.table.right}
          before={share(rightShare(untouched))}
          after={changed === null ? '–' : share(rightShare(changed))}
        />
        {sampleIou(record, classes).map(({ name, before: was, after: is }) => (
          <Line key={name} name={words.table.iou(shownText(name))} before={shown(was)} after={shown(is)} />
        ))}
        <Line name={words.table.loss} before={decimal(before)} after={decimal(after)} />
      </Table.Tbody>
    </Table>
  );
}

function Line({ name, before, after }: Readonly<Record<'name' | 'before' | 'after', string>>): ReactNode {
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td ta="right">{before}</Table.Td>
      <Table.Td ta="right">{after}</Table.Td>
    </Table.Tr>
  );
}

interface ShownMap {
  readonly id: keyof typeof words.maps;
  readonly image: ImageView;
}

/** Null where the run kept none. */
function mapsOf(
  { values, mask }: SeenSample,
  record: PixelRecord,
  { model }: PixelSampleProps['cell'],
  { run, records }: AnalysisInput,
): readonly ShownMap[] | null {
  const kept = untouchedAnswer(record, model, run.expansion.cells, records);
  const { answered } = record;
  const picture = Object.values(values).find(isPictureView);
  if (kept === null || answered === null || answered === undefined || mask === undefined || picture === undefined) {
    return null;
  }
  const shape = { height: picture.height, width: picture.width };
  const [truth, before, after] = [mask, kept, answered].map((map) => classesIn(map, shape.height * shape.width));
  return [
    { id: 'truth', image: classPicture(truth, shape) },
    { id: 'before', image: classPicture(before, shape) },
    { id: 'after', image: classPicture(after, shape) },
    { id: 'changes', image: changePicture(truth, before, after, shape) },
  ];
}
