import { ActionIcon, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../../../analysis/format';
import { isBox, partsText, type ImageRegion, type Region } from '../../../../shared/data/modality';
import { isSkeletonView, type SkeletonView, type ValueView } from '../../../../shared/samples/sample-view';
import { shownText } from '../../../../shared/text/shown-text';
import { aspectsOf, commonExtent, figureOf, removedSpans, type Aspect } from '../../../../shared/samples/stick-figure';
import { texts } from '../../../texts/catalogue';
import { SampleImage } from '../SampleImage';
import { Scrubber } from './Scrubber';
import { SkeletonFigure } from './SkeletonFigure';
import { usePlaying } from './use-playing';
import classes from './skeleton.module.css';

const words = texts.ui.skeleton;
const speeds = [0.25, 0.5, 1, 2];
/** Below it there is room for the figure alone; and up to it for a button and the scrubber beside. */
const smallestPlayed = 100;
const smallestFull = 180;

export interface SkeletonPlayerProps {
  readonly modality: string;
  readonly view: SkeletonView;
  /** What it was made of: joints that are not where they were are shown moved. */
  readonly before?: ValueView | undefined;
  readonly removed: readonly Region[];
  /** Side of the figure, in CSS pixels. */
  readonly size: number;
}

/**
 * A skeleton in motion: played, or step by step. It never starts by itself; a small one moves while it is pointed at, unless
 * the machine asks for less motion.
 */
export function SkeletonPlayer({ modality, view, before, removed, size }: SkeletonPlayerProps): ReactNode {
  const [shown, setShown] = useState<Aspect | 'numbers'>('front');
  const [speed, setSpeed] = useState(1);
  const [pointed, setPointed] = useState(false);
  const calm = useReducedMotion();
  const isFull = size >= smallestFull;
  const isPlayed = size >= smallestPlayed;
  const boxes = useMemo(() => removed.filter(isBox).map(({ box }) => box), [removed]);
  const { step, playing, toggle, goTo } = usePlaying(
    tellingStep(boxes, view.width),
    view.width,
    speed,
    isPlayed && !isFull && pointed && !calm,
  );
  const aspect = shown === 'numbers' ? 'front' : shown;
  const figure = useMemo(() => figureOf(view, aspect), [view, aspect]);
  const was = useMemo(
    () =>
      before !== undefined && isSkeletonView(before) && before.pixels !== view.pixels ? figureOf(before, aspect) : null,
    [before, aspect, view],
  );
  const name = shownText(modality);
  const parts = boxes.length === 0 ? null : partsText('skeleton', boxes.length);
  const place = words.place(decimal(step + 1), decimal(view.width));
  const picture = (
    <div className={classes.frame} style={{ width: size }}>
      <SkeletonFigure
        figure={figure}
        was={was}
        extent={was === null ? figure.extent : commonExtent(figure, was)}
        step={step}
        removed={boxes}
        size={size}
        label={parts === null ? words.figure(name) : words.removed(name, parts)}
      />
    </div>
  );
  if (!isPlayed) return picture;
  const button = (
    <ActionIcon
      size={isFull ? 'md' : 'sm'}
      aria-label={playing ? words.pause(name) : words.play(name)}
      onClick={toggle}
      disabled={view.width < 2}
    >
      {playing ? <IconPlayerPause size={isFull ? 18 : 15} /> : <IconPlayerPlay size={isFull ? 18 : 15} />}
    </ActionIcon>
  );
  return (
    <Stack
      gap={4}
      w={size}
      maw="100%"
      onPointerEnter={() => {
        setPointed(true);
      }}
      onPointerLeave={() => {
        setPointed(false);
      }}
    >
      {shown === 'numbers' ? <SampleImage modality={modality} image={view} size={size} removed={removed} /> : picture}
      {shown === 'numbers' ? null : (
        <Group gap={6} wrap="nowrap">
          {button}
          <Scrubber modality={name} step={step} steps={view.width} removed={boxes} onChange={goTo} />
        </Group>
      )}
      {isFull ? (
        <Group gap={6} wrap="nowrap">
          <NativeSelect
            size="xs"
            flex={1}
            miw={0}
            aria-label={words.aspect(name)}
            value={shown}
            data={[...aspectsOf(view), 'numbers' as const].map((one) => ({ value: one, label: words.aspects[one] }))}
            onChange={({ currentTarget }) => {
              setShown(currentTarget.value as Aspect | 'numbers');
            }}
          />
          <NativeSelect
            size="xs"
            w={74}
            aria-label={words.speed(name)}
            value={String(speed)}
            data={speeds.map((one) => ({ value: String(one), label: words.times(decimal(one)) }))}
            onChange={({ currentTarget }) => {
              setSpeed(Number(currentTarget.value));
            }}
          />
        </Group>
      ) : null}
      {isFull && shown !== 'numbers' ? (
        <Text size="xs" c="dimmed">
          {place}
          {boxes.length > 0 ? ` · ${words.hollow}` : was === null ? '' : ` · ${words.moved}`}
        </Text>
      ) : null}
    </Stack>
  );
}

/** The midst of what was removed, or of the clip: it tells more than its beginning. */
function tellingStep(boxes: readonly ImageRegion[], steps: number): number {
  const [[first, end]] = [...removedSpans(boxes, steps), [0, steps] as const];
  return Math.floor((first + end) / 2);
}
