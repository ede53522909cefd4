import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { quitDecisions, type HeldWork, type QuitDecision, type Quitting } from '../../shared/window/quitting';
import { shownName, shownText } from '../../shared/text/shown-text';
import { useChannelState, useLab } from '../lab/connection';
import { useQueue, workingItem } from '../lab/queue';
import { useAction } from '../lab/use-action';
import { useLatest } from '../lab/use-notification';
import { StageProgress } from '../queue/StageProgress';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useElapsed } from '../ui/use-elapsed';

const words = texts.app.quitting;

/** Over every page while the program waits to quit: for what, how far it is, and what may be decided instead. */
export function QuittingDialog(): ReactNode {
  const quitting = useLatest('quitting');
  const channel = useChannelState();
  // Who served the window has ended, and nothing is waited for any more.
  if (quitting === null || channel !== 'open') return null;
  switch (quitting.state) {
    case 'no':
      return null;
    case 'waiting':
      return (
        <Decide key="waiting" title={words.waitingTitle} decisions={quitDecisions.waiting}>
          <Waiting works={quitting.works} />
        </Decide>
      );
    case 'failed':
      return (
        <Decide key="failed" title={words.failedTitle} decisions={quitDecisions.failed}>
          <Failed {...quitting} />
        </Decide>
      );
    default:
      return quitting satisfies never;
  }
}

interface DecideProps {
  readonly title: string;
  /** The first is what leaving the dialog means. */
  readonly decisions: readonly QuitDecision[];
  readonly children: ReactNode;
}

function Decide({ title, decisions, children }: DecideProps): ReactNode {
  const lab = useLab();
  const { start, busy, error } = useAction((decision: QuitDecision) => lab.request('host.decideQuit', { decision }));
  return (
    <Modal
      opened
      onClose={() => {
        start('keep-working');
      }}
      title={title}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <Stack gap="sm">
        {children}
        {error === null ? null : <ErrorNotice error={error} />}
        <Group justify="flex-end" gap="xs">
          {decisions.map((decision) => (
            <Button
              key={decision}
              variant="default"
              data-autofocus={decision === 'keep-working' ? true : undefined}
              disabled={busy !== null}
              onClick={() => {
                start(decision);
              }}
            >
              {words.decisions[decision]}
            </Button>
          ))}
        </Group>
      </Stack>
    </Modal>
  );
}

function Waiting({ works }: { readonly works: readonly HeldWork[] }): ReactNode {
  const item = workingItem(useQueue());
  const waited = useElapsed('waiting');
  return (
    <>
      <Text size="sm" role="status">
        {words.waiting(titlesOf(works))}
      </Text>
      {item === null ? null : <StageProgress title={shownText(item.title)} progress={item.progress} />}
      <Text size="xs" c="dimmed">
        {words.waited(Math.floor(waited))}
      </Text>
    </>
  );
}

function Failed({ works, reason }: Pick<Extract<Quitting, { state: 'failed' }>, 'works' | 'reason'>): ReactNode {
  return (
    <Stack gap={4} role="alert">
      <Text size="sm">
        {words.failed(titlesOf(works))} {shownText(reason)}
      </Text>
      {works.map(({ title, recorded }, index) => (
        <Text size="sm" key={index}>
          {recorded === null
            ? words.kept
            : words.keptRecords(shownName(title), String(recorded.done), String(recorded.total))}
        </Text>
      ))}
      <Text size="sm">{words.remedy}</Text>
    </Stack>
  );
}

function titlesOf(works: readonly HeldWork[]): string {
  return works.map(({ title }) => `“${shownName(title)}”`).join(', ');
}
