import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { conclusionOf, outcomeOf } from '../../report/verification/conclusion';
import { verifyReport, type Verification } from '../../report/verification/verify';
import { shownText } from '../../shared/shown-text';
import { useCommand } from '../commands/commands';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { withSignal } from '../lab/with-signal';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { chooseFiles } from '../ui/save-file';
import { givenReport } from './given-report';

const words = texts.app.verify;

/** Compares a report that a person drops or chooses with the file beside it and the lab folder. */
export function VerifyReport(): ReactNode {
  const lab = useLab();
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<{ readonly name: string; readonly verification: Verification } | null>(null);
  const { start, busy, error, cancel, clear } = useCancellable(async (signal, files: readonly File[]) => {
    setFound(null);
    const given = await givenReport(files);
    const verification = await verifyReport(withSignal(lab, signal), given);
    signal.throwIfAborted();
    setFound({ name: given.name, verification });
  });
  useCommand('report.verify', () => {
    setOpen(true);
  });
  return (
    <Modal
      opened={isOpen}
      size="lg"
      title={words.title}
      onClose={() => {
        cancel();
        clear();
        setFound(null);
        setOpen(false);
      }}
    >
      <Stack
        gap="sm"
        onDragOver={(event) => {
          event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          const files = [...event.dataTransfer.files];
          if (files.length > 0) start(files);
        }}
      >
        <Text size="sm">{words.lead}</Text>
        <Group>
          <Button
            data-autofocus
            leftSection={<IconFolderOpen size={15} aria-hidden />}
            onClick={() => {
              void chooseFiles('.html,.pdf,.sha256,text/html,application/pdf').then((files) => {
                if (files.length > 0) start(files);
              });
            }}
          >
            {words.choose}
          </Button>
        </Group>
        {busy === null ? null : <Pending words={words.verifying} onCancel={cancel} />}
        {error === null ? null : <ErrorNotice error={error} />}
        {found === null ? null : <Found {...found} />}
      </Stack>
    </Modal>
  );
}

function Found({ name, verification }: { readonly name: string; readonly verification: Verification }): ReactNode {
  const { compared, unchecked, missingChecksum } = verification;
  const notChecked = [...(missingChecksum === null ? [] : [name]), ...unchecked];
  return (
    <Stack gap="xs" role="status" style={{ overflowWrap: 'anywhere' }}>
      <Text fw={650} size="sm">
        {words.outcomes[outcomeOf(verification)](shownText(name))}
      </Text>
      {conclusionOf(verification).map((sentence) => (
        <Text size="sm" key={sentence}>
          {shownText(sentence)}
        </Text>
      ))}
      {compared.map(({ subject, difference }) => (
        <Text size="sm" key={`${subject} ${difference ?? ''}`}>
          {difference === null ? words.agrees : <strong>{words.differs}</strong>}: {shownText(subject)}
          {difference === null ? null : `. ${shownText(difference)}`}
        </Text>
      ))}
      {notChecked.map((subject) => (
        <Text size="sm" c="dimmed" key={subject}>
          {words.notChecked}: {shownText(subject)}
        </Text>
      ))}
    </Stack>
  );
}
