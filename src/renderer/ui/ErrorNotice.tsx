import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { shownName, shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
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
      title={shownText(error.where === undefined ? first : `${error.where}: ${first}`)}
      {...(onClose === undefined ? {} : { withCloseButton: true, closeButtonLabel: texts.ui.close, onClose })}
    >
      {more.map((line, index) => (
        <Text size="sm" key={index}>
          {shownText(line)}
        </Text>
      ))}
      {error.runs?.map(({ id, name }) => (
        <Text size="sm" key={id}>
          <Anchor inherit href={hrefTo('runs', [id])} underline="always">
            {shownName(name)}
          </Anchor>{' '}
          ({shortId(id)})
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
