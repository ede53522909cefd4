import { Button, Grid, Group, Paper, SegmentedControl, Stack, Switch, Text, Title } from '@mantine/core';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import {
  isPictureView,
  isSkeletonView,
  sidesText,
  wholeElements,
  wordsOfView,
  type SampleView,
  type ValueView,
} from '../../shared/samples/sample-view';
import { isPlane, type ModalitySpec, type Region } from '../../shared/data/modality';
import type { ModelDescription } from '../../shared/models/model-description';
import { mapValues } from '../../shared/map-values';
import { modalityIds } from '../../shared/recipe/recipe';
import { shownText } from '../../shared/text/shown-text';
import { truthName } from '../../shared/data/target';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { SkeletonPlayer } from '../ui/sample/skeleton/SkeletonPlayer';
import { Answer } from './Answer';
import { BrushImage } from './BrushImage';
import { brushWords, fillWords } from './kind-words';
import { painted } from './mask';
import { regionsOf, removalOf, toggled } from './removal';
import { RestPanel } from './RestPanel';
import { StrikeWords } from './StrikeWords';
import { ChangePanel } from './trace/ChangePanel';
import { TracePanel } from './trace/TracePanel';
import { usePlayed } from './use-played';
import { useRemoval } from './use-removal';

const words = texts.playground;

export interface BenchProps {
  readonly model: ModelDescription;
  readonly sample: SampleView;
}

/** One sample to take parts from, and beside it what the model says of the rest. */
export function Bench({ model, sample }: BenchProps): ReactNode {
  const [removal, setRemoval] = useRemoval(model.spec.dataset, sample);
  const [side, setSide] = useState(() => brushSides(sample)[1] ?? 1);
  const [restores, setRestores] = useState(false);
  const read = useMemo(() => modalityIds(model.spec.recipe), [model]);
  const asked = useMemo(
    () => ({
      model: model.id,
      sample: sample.id,
      regions: regionsOf(removal, sample).filter(({ modality }) => read.includes(modality)),
      mute: [...removal.mute],
    }),
    [model, sample, removal, read],
  );
  const removedHere = useMemo(() => regionsOf(removal, sample), [removal, sample]);
  const { prediction, error, retry } = usePlayed(asked);
  const take = useCallback(
    (regions: readonly Region[]) => {
      setRemoval(() => removalOf(sample, regions));
    },
    [sample, setRemoval],
  );
  const means = useMemo(() => mapValues(model.modalities, shownMean), [model]);
  const values = read.flatMap((modality) => sample.values[modality] ?? []);
  const hasImage = read.some((modality) => modality in removal.masks);
  return (
    <Stack gap="md">
      {error === null ? null : <ErrorNotice error={error} onRetry={retry} />}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Paper component="section" aria-labelledby="sample" h="100%">
            <Stack gap="sm">
              <Group justify="space-between">
                <Title order={2} id="sample">
                  {words.sample.title}
                </Title>
                <Button
                  variant="default"
                  onClick={() => {
                    setRemoval(() => removalOf(sample));
                  }}
                >
                  {words.tools.clear}
                </Button>
              </Group>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {words.sample.id}: {shownText(sample.id)} ·{' '}
                {model.target?.kind === 'value' ? words.sample.value : words.sample.label}:{' '}
                {shownText(truthName(model, sample))}
              </Text>
              {hasImage ? (
                <Group gap="sm">
                  <SegmentedControl
                    aria-label={words.tools.size}
                    value={String(side)}
                    data={brushSides(sample).map((one) => ({ value: String(one), label: brushWords(values, one) }))}
                    onChange={(value) => {
                      setSide(Number(value));
                    }}
                  />
                  <SegmentedControl
                    aria-label={words.tools.mode}
                    value={restores ? 'restore' : 'remove'}
                    data={[
                      { value: 'remove', label: words.tools.remove },
                      { value: 'restore', label: words.tools.restore },
                    ]}
                    onChange={(value) => {
                      setRestores(value === 'restore');
                    }}
                  />
                </Group>
              ) : null}
              {/* Side by side where there is room: all of the sample in sight at once. */}
              <Group gap="lg" align="flex-start">
                {Object.entries(sample.values).map(([modality, value]) =>
                  read.includes(modality) ? (
                    <Stack key={modality} gap={6} flex="1 1 200px">
                      {isSkeletonView(value) ? (
                        <SkeletonPlayer modality={modality} view={value} removed={shownAway(modality)} size={230} />
                      ) : null}
                      {part(modality, value)}
                      {sidesOf(value)}
                      <Switch
                        size="xs"
                        label={words.tools.mute(shownText(modality))}
                        checked={removal.mute.has(modality)}
                        onChange={() => {
                          setRemoval((before) => ({ ...before, mute: toggled(before.mute, modality) }));
                        }}
                      />
                    </Stack>
                  ) : (
                    <Text key={modality} size="sm" c="dimmed">
                      {words.tools.notRead(shownText(modality))}
                    </Text>
                  ),
                )}
              </Group>
              <Text size="xs" c="dimmed">
                {hasImage ? `${words.brush.keys} ` : ''}
                {read.some((id) => id in removal.struck) ? `${words.words.hint} ` : ''}
                {fillWords(values)}
              </Text>
            </Stack>
          </Paper>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Answer model={model} sample={sample} prediction={prediction} asking={error === null} />
        </Grid.Col>
      </Grid>
      <RestPanel model={model} prediction={prediction} />
      <TracePanel model={model} sample={sample} onTake={take} />
      <ChangePanel model={model} sample={sample} />
    </Stack>
  );

  /** What is removed of a modality, all of it where it is muted. */
  function shownAway(modality: string): readonly Region[] {
    const value = sample.values[modality];
    if (removal.mute.has(modality) && isSkeletonView(value)) {
      return [{ kind: 'skeleton', modality, box: [0, 0, value.body.joints.length, value.width] }];
    }
    return removedHere.filter((region) => region.modality === modality);
  }

  function part(modality: string, value: ValueView): ReactNode {
    const muted = removal.mute.has(modality);
    switch (value.kind) {
      case 'image':
      case 'audio':
      case 'series': {
        return (
          <BrushImage
            modality={modality}
            image={value}
            mean={means[modality]}
            mask={removal.masks[modality]}
            side={side}
            restores={restores}
            muted={muted}
            onPaint={(boxes, removed) => {
              setRemoval((before) => ({
                ...before,
                masks: {
                  ...before.masks,
                  [modality]: painted(
                    before.masks[modality],
                    boxes.map((box) => wholeElements(value, box)),
                    removed,
                  ),
                },
              }));
            }}
          />
        );
      }
      case 'text':
      case 'tabular':
        return (
          <StrikeWords
            modality={modality}
            words={wordsOfView(value) ?? []}
            struck={removal.struck[modality]}
            muted={muted}
            onToggle={(word) => {
              setRemoval((before) => ({
                ...before,
                struck: { ...before.struck, [modality]: toggled(before.struck[modality], word) },
              }));
            }}
          />
        );
      default:
        return value satisfies never;
    }
  }
}

/** Below a picture that is not of what there is to see, what its sides measure. */
function sidesOf(value: ValueView): ReactNode {
  const sides = isPictureView(value) ? sidesText(value) : null;
  return sides === null ? null : (
    <Text size="xs" c="dimmed">
      {shownText(sides)}
    </Text>
  );
}

/** Colour that removed parts are drawn in, per channel of the picture. */
function shownMean(spec: ModalitySpec): readonly number[] {
  if (spec.kind === 'image' || spec.kind === 'audio') return spec.mean;
  // What is measured at a step is drawn row under row, and has one grey for all.
  return isPlane(spec) ? [spec.mean.reduce((sum, mean) => sum + mean / spec.mean.length, 0)] : [];
}

/** Sides of the brush that make sense on the picture: about a 28th, a 9th and a 4th of it. */
function brushSides({ values }: SampleView): readonly number[] {
  const sides = Object.values(values).flatMap((value) =>
    isPictureView(value) ? [Math.max(value.height, value.width)] : [],
  );
  const longest = Math.max(1, ...sides);
  return [...new Set([28, 9, 4].map((part) => Math.max(1, Math.round(longest / part))))];
}
