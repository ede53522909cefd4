import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { asLabError } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { useWorkspace } from '../workspace/context';

const words = texts.ui.saved;

/**
 * Beside what is saved as it is typed: that it is, or why it is not, with a way to try again.
 *
 * @param kept how that is said, where nothing is typed
 */
export function Saved({ kept = words.saved }: { readonly kept?: string }): ReactNode {
  const { database, trouble, retry } = useWorkspace();
  return (
    <Group gap={6} role="status" aria-live="polite">
      {trouble !== null ? (
        <>
          <Text size="xs" c="var(--lab-bad)" style={{ overflowWrap: 'anywhere' }}>
            {words.not(shownText(asLabError(trouble).message))}
          </Text>
          <Button variant="default" size="compact-xs" onClick={retry}>
            {words.retry}
          </Button>
        </>
      ) : database === null ? null : (
        <Text size="xs" c="dimmed">
          {kept}
        </Text>
      )}
    </Group>
  );
}
