import { Anchor, Group, Progress, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { percent } from '../../analysis/format';
import { durationLeft } from '../../analysis/quantities';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo, hrefToWork } from '../address/route';
import { useQueue, workingItem } from '../lab/queue';
import { useTimeLeft } from '../queue/TimeLeftProvider';
import type { Progress as WorkProgress } from '../../shared/progress';
import { texts } from '../texts/catalogue';
import classes from './StatusBar.module.css';

const words = texts.app.status;

/** What computes now, how far it is and how long it takes, and what waits behind it. */
export function Working(): ReactNode {
  const queue = useQueue();
  const item = workingItem(queue);
  const count = (state: 'waiting' | 'paused'): number =>
    queue?.items.filter((each) => each.state === state).length ?? 0;
  const waiting = count('waiting');
  const paused = count('paused');
  const progress = item?.progress ?? null;
  const shown = progress === null ? null : shownOf(progress);
  const { ofStage, inAll } = useTimeLeft();
  return (
    <Group gap="xs" wrap="nowrap" className={classes.working}>
      {item === null ? (
        <Text size="xs" c="dimmed">
          {words.idle}
        </Text>
      ) : (
        <>
          <Anchor
            size="xs"
            c="inherit"
            truncate
            className={classes.name}
            href={hrefToWork(item)}
            title={shownText(item.title)}
          >
            {shownText(item.title)}
          </Anchor>
          {shown === null ? null : (
            <>
              <Progress
                value={shown.share * 100}
                w={110}
                size="sm"
                className={`${classes.keep} ${classes.progress}`}
                aria-label={words.progress(shownText(item.title), shown.text)}
                transitionDuration={0}
              />
              <Text size="xs" className={classes.keep}>
                {shown.text}
              </Text>
            </>
          )}
          {inAll !== null ? (
            <Text size="xs" c="dimmed" className={classes.keep}>
              {texts.runs.queue.remainingInAll(durationLeft(inAll))}
            </Text>
          ) : ofStage !== null ? (
            <Text size="xs" c="dimmed" className={classes.keep}>
              {texts.runs.queue.remaining(durationLeft(ofStage))}
            </Text>
          ) : null}
        </>
      )}
      {waiting === 0 ? null : (
        <Anchor href={hrefTo('runs')} size="xs" c="dimmed" className={classes.keep}>
          {words.waiting(waiting)}
        </Anchor>
      )}
      {paused === 0 ? null : (
        <Anchor href={hrefTo('runs')} size="xs" c="dimmed" className={classes.keep}>
          {words.paused(paused)}
        </Anchor>
      )}
    </Group>
  );
}

/** One figure: of all records, as the page of the run has it; of the stage while those are not known. */
function shownOf({
  stage,
  done,
  total,
  whole,
}: WorkProgress): { readonly share: number; readonly text: string } | null {
  const title = texts.runs.queue.stages[stage];
  if (whole !== null && whole.total > 0) {
    const share = whole.done / whole.total;
    return { share, text: words.whole(title, percent(share)) };
  }
  return total === 0 ? null : { share: done / total, text: words.stage(title, percent(done / total)) };
}
