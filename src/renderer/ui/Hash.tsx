import { ActionIcon, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { shortId } from '../../shared/identity';
import { texts } from '../texts/catalogue';

export interface HashProps {
  readonly value: string;
  /** What it is the hash of, for those who hear the button. */
  readonly name: string;
  /** Of many beside each other the first digits tell them apart; what is copied is the whole. */
  readonly short?: boolean;
}

/** A hash in full or its beginning, with a button that copies it. */
export function Hash({ value, name, short = false }: HashProps): ReactNode {
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text size="xs" ff="monospace" span style={{ overflowWrap: 'anywhere' }} title={value}>
        {short ? shortId(value) : value}
      </Text>
      <CopyButton value={value} timeout={1500}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={20}
            aria-label={copied ? texts.ui.copied : texts.ui.copy(name)}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}
