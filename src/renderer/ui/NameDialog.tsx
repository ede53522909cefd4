import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';

export interface NameDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** Empty for what has none yet. */
  readonly initial: string;
  /** Words of its button. */
  readonly action: string;
  /** What is wrong with the name that was given last. */
  readonly problem?: ReactNode;
  readonly onClose: () => void;
  /** @param name without blanks around it, not empty */
  readonly onName: (name: string) => void;
}

/** Asks for the name of something, of at most 80 characters. */
export function NameDialog({ opened, title, onClose, ...form }: NameDialogProps): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <NameForm {...form} />
    </Modal>
  );
}

function NameForm({
  label,
  hint,
  initial,
  action,
  problem = null,
  onName,
}: Omit<NameDialogProps, 'opened' | 'title' | 'onClose'>): ReactNode {
  const [typed, setTyped] = useState(initial);
  const name = typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '') onName(name);
      }}
    >
      <Stack gap="md" align="stretch">
        <TextInput
          data-autofocus
          label={label}
          description={hint}
          value={typed}
          maxLength={80}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
        {problem}
        <Button type="submit" disabled={name === ''} style={{ alignSelf: 'flex-end' }}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
