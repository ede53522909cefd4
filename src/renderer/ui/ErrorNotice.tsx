import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { LabError } from '../../shared/errors';
import { shownText } from '../../shared/shown-text';
import { hrefTo } from '../app/route';
import { texts } from '../texts/catalogue';

export interface ErrorNoticeProps {
  readonly error: LabError;
  readonly onRetry?: () => void;
  /** It can be put away: of what was tried and left everything as it was. */
  readonly onClose?: () => void;
}

/** An error in the place of what it kept away: what was wrong, where, and what to do. */
export function ErrorNotice({ error, onRetry, onClose }: ErrorNoticeProps): ReactNode {
  const [first, ...more] = error.message.split('\n');
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle size={18} />}
      title={<WithRuns text={shownText(error.where === undefined ? first : `${error.where}: ${first}`)} />}
      {...(onClose === undefined ? {} : { withCloseButton: true, closeButtonLabel: texts.ui.close, onClose })}
    >
      {more.map((line, index) => (
        <Text size="sm" key={index}>
          {shownText(line)}
        </Text>
      ))}
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw="80ch">
          {error.remedy === undefined ? null : shownText(error.remedy)}
        </Text>
        {onRetry === undefined ? null : (
          <Button variant="default" onClick={onRetry}>
            {texts.ui.retry}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

/** A run as the engine names it in a message: `run 01a21ef1-abf (its study)`. */
const runNamed = /\brun ([0-9a-f-]{12,36}) \((.+?)\)(?=, (?:run|model) [0-9a-f-]{12}| and \d+ more\.|\.$)/gu;

/** A message whose runs lead to their pages. */
function WithRuns({ text }: { readonly text: string }): ReactNode {
  const runs = [...text.matchAll(runNamed)];
  const ends = runs.map(({ index, 0: all }) => index + all.length);
  return (
    <>
      {runs.map(({ index, 1: id, 2: study }, place) => (
        <Fragment key={id}>
          {text.slice(place === 0 ? 0 : ends[place - 1], index)}
          <Anchor inherit href={hrefTo('runs', [id])} underline="always">
            {study} ({id})
          </Anchor>
        </Fragment>
      ))}
      {text.slice(ends.at(-1) ?? 0)}
    </>
  );
}
