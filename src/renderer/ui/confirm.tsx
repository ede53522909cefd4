import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { createContext, use, useCallback, useState, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';

export interface Question {
  /** `Empty the trash?` */
  readonly title: string;
  /** What follows from yes. */
  readonly text: ReactNode;
  /** What the button does, as a verb: `Empty the trash`. */
  readonly action: string;
  /** It cannot be taken back. */
  readonly dangerous?: boolean;
}

type Ask = (question: Question) => Promise<boolean>;

const Context = createContext<Ask | null>(null);

interface Open {
  readonly question: Question;
  readonly answer: (yes: boolean) => void;
}

export function ConfirmProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [open, setOpen] = useState<Open | null>(null);
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((resolve) => {
        setOpen({
          question,
          answer: (yes) => {
            setOpen(null);
            resolve(yes);
          },
        });
      }),
    [],
  );
  return (
    <Context value={ask}>
      {children}
      {open === null ? null : <Confirm {...open} />}
    </Context>
  );
}

function Confirm({ question, answer }: Open): ReactNode {
  return (
    <Modal
      opened
      onClose={() => {
        answer(false);
      }}
      title={question.title}
    >
      <Stack gap="md">
        <Text size="sm" component="div">
          {question.text}
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            data-autofocus
            onClick={() => {
              answer(false);
            }}
          >
            {texts.ui.cancel}
          </Button>
          <Button
            {...(question.dangerous === true ? { color: 'red.9' } : {})}
            onClick={() => {
              answer(true);
            }}
          >
            {question.action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Asks before something that cannot be undone; what can be undone is done at once and offered to be undone. */
export function useConfirm(): Ask {
  const ask = use(Context);
  if (ask === null) throw new Error('Only inside a ConfirmProvider can a question be asked.');
  return ask;
}
