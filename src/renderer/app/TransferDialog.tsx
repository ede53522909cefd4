import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { percent } from '../../analysis/format';
import type { Cancellable } from '../lab/use-cancellable';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';

export interface TransferDialogProps {
  readonly title: string;
  /** What is under way, as a phrase without a full stop. */
  readonly words: string;
  /** From 0 to 1. */
  readonly share: number;
  readonly transfer: Pick<Cancellable<readonly unknown[]>, 'busy' | 'error' | 'cancel' | 'clear'>;
}

/** An archive on its way out of the lab or into it, and why it did not come through; nothing otherwise. */
export function TransferDialog({ title, words, share, transfer }: TransferDialogProps): ReactNode {
  const { busy, error, cancel, clear } = transfer;
  return (
    <Modal
      opened={busy !== null || error !== null}
      onClose={() => {
        if (busy === null) clear();
        else cancel();
      }}
      title={title}
      closeOnClickOutside={false}
    >
      {error !== null ? (
        <ErrorNotice error={error} />
      ) : (
        <Stack gap="sm">
          <Text size="sm" role="status">
            {words}…
          </Text>
          <Progress value={share * 100} aria-label={`${words}: ${percent(share)}`} transitionDuration={0} />
          <Group justify="flex-end">
            <Button variant="default" onClick={cancel}>
              {texts.ui.cancel}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}
