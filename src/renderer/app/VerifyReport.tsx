import { Alert, Button, Group, List, Modal, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconFolderOpen, IconHelpCircle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { conclusionOf, outcomeOf, type Outcome } from '../../report/verification/conclusion';
import { verifyReport, type Verification } from '../../report/verification/verify';
import { shownText } from '../../shared/text/shown-text';
import { useCommand } from '../commands/commands';
import { useLab } from '../lab/connection';
import { useCancellable } from '../lab/use-cancellable';
import { withSignal } from '../lab/with-signal';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Pending } from '../ui/Pending';
import { chooseFiles } from '../saving/save-file';
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
  const outcome = outcomeOf(verification);
  const [agreeing, differing] = [
    compared.filter(({ difference }) => difference === null),
    compared.filter(({ difference }) => difference !== null),
  ];
  const { colour, Icon } = looks[outcome];
  return (
    <Stack gap="xs" role="status" style={{ overflowWrap: 'anywhere' }}>
      <Alert
        color={colour}
        icon={<Icon size={18} aria-hidden />}
        title={words.outcomes[outcome](shownText(name))}
        // Green on light green cannot be read.
        styles={{ title: { color: 'var(--mantine-color-text)' } }}
      >
        {conclusionOf(verification).map((sentence) => (
          <Text size="sm" key={sentence}>
            {shownText(sentence)}
          </Text>
        ))}
      </Alert>
      <Lines
        title={words.differs}
        lines={differing.map(({ subject, difference }) => `${subject}: ${difference ?? ''}`)}
        open
      />
      <Lines title={words.notChecked} lines={[...(missingChecksum === null ? [] : [name]), ...unchecked]} open />
      <Lines title={words.agrees} lines={agreeing.map(({ subject }) => subject)} />
    </Stack>
  );
}

const looks = {
  agrees: { colour: 'green', Icon: IconCircleCheck },
  differs: { colour: 'red', Icon: IconAlertTriangle },
  incomplete: { colour: 'yellow', Icon: IconHelpCircle },
} as const satisfies Readonly<Record<Outcome, { readonly colour: string; readonly Icon: typeof IconHelpCircle }>>;

/** Nothing where there are none. */
function Lines({
  title,
  lines,
  open = false,
}: {
  readonly title: (count: string) => string;
  readonly lines: readonly string[];
  readonly open?: boolean;
}): ReactNode {
  return lines.length === 0 ? null : (
    <details open={open}>
      <summary>
        <Text size="sm" fw={650} span>
          {title(decimal(lines.length))}
        </Text>
      </summary>
      <List size="sm" mt={4}>
        {lines.map((line) => (
          <List.Item key={line}>{shownText(line)}</List.Item>
        ))}
      </List>
    </details>
  );
}
