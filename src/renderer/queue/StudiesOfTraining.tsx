import { Anchor, Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { studiesThatNeed } from '../../shared/runs/queue';
import { shownText } from '../../shared/text/shown-text';
import { hrefToWork } from '../address/route';
import { useQueue } from '../lab/queue';
import { texts } from '../texts/catalogue';

const words = texts.runs.queue;

/** `for the study Sample study`: what needs a model that is trained by itself, with a way there; says so where nothing in the queue does. */
export function StudiesOfTraining({ model }: { readonly model: string }): ReactNode {
  const queue = useQueue();
  if (queue === null) return null;
  const studies = studiesThatNeed(model, queue.items);
  return (
    <Text span size="xs" c="dimmed">
      {studies.length === 0 ? words.forNoStudy : words.forStudies(studies.length)}
      {studies.map((study, place) => (
        <Fragment key={study.id}>
          {place === 0 ? ' ' : ', '}
          <Anchor href={hrefToWork(study)} size="xs" underline="always">
            {shownText(study.title)}
          </Anchor>
        </Fragment>
      ))}
    </Text>
  );
}
