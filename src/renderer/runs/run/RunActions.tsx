import { ActionIcon, Button, Menu, Stack } from '@mantine/core';
import { IconDots, IconGitCompare, IconListDetails, IconPlayerPlay, IconTable, IconTrash } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { LabResult } from '../../../shared/lab-channel/lab-api';
import type { QueueItem } from '../../../shared/runs/queue';
import { isResumable, type RunState } from '../../../shared/runs/run';
import { shownText } from '../../../shared/text/shown-text';
import { goTo } from '../../address/route';
import { ExportsDialog } from '../../exports/ExportsDialog';
import { useNewDraft } from '../../plans/use-new-draft';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { QueueControls } from '../../queue/QueueControls';
import type { QueueActions } from '../../queue/use-queue-actions';
import { useRemoval } from '../../undo/use-removal';
import { AddToProject } from './AddToProject';
import { useResume } from './use-resume';

const words = texts.run.actions;

export interface RunActionsProps {
  readonly shown: LabResult<'runs.show'>;
  readonly state: RunState;
  readonly item: QueueItem | null;
  readonly actions: QueueActions;
  readonly onChanged: () => void;
}

/** What can be done with a run in its state. */
export function RunActions({ shown, state, item, actions, onChanged }: RunActionsProps): ReactNode {
  const { summary, description } = shown;
  const { start: resume, busy, error } = useResume(summary.id, onChanged);
  const resuming = busy !== null;
  const removal = useRemoval(
    'run',
    () => {
      goTo('runs');
    },
    () => {
      goTo('runs', [summary.id]);
    },
  );
  const newDraft = useNewDraft();
  const [exporting, setExporting] = useState(false);
  const canResume = item === null && isResumable(state);
  return (
    <Stack gap="xs" align="flex-end">
      <Button.Group style={{ gap: 8 }}>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon color="gray" variant="default" size={30} aria-label={texts.run.more(shownText(summary.name))}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconListDetails size={15} aria-hidden />}
              onClick={() => void newDraft(description.plan)}
            >
              {words.again}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconGitCompare size={15} aria-hidden />}
              onClick={() => {
                goTo('compare', [], { runs: summary.id });
              }}
            >
              {words.compare}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconTable size={15} aria-hidden />}
              disabled={summary.records === 0}
              onClick={() => {
                setExporting(true);
              }}
            >
              {texts.exports.title}
            </Menu.Item>
            <AddToProject run={summary.id} />
            {item === null ? (
              <Menu.Item
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => {
                  removal.start([summary]);
                }}
              >
                {words.remove}
              </Menu.Item>
            ) : null}
          </Menu.Dropdown>
        </Menu>
        {item === null ? null : <QueueControls item={item} actions={actions} />}
        {canResume ? (
          <Button
            loading={resuming}
            leftSection={<IconPlayerPlay size={15} aria-hidden />}
            onClick={() => {
              resume({});
            }}
          >
            {words.resume}
          </Button>
        ) : null}
      </Button.Group>
      <ExportsDialog
        opened={exporting}
        runs={[summary.id]}
        onClose={() => {
          setExporting(false);
        }}
      />
      {error === null ? null : <ErrorNotice error={error} />}
      {error?.option === 'force' ? (
        <Button
          variant="default"
          loading={resuming}
          onClick={() => {
            resume({ force: true });
          }}
        >
          {words.forced}
        </Button>
      ) : null}
      {error?.option === 'repair' ? (
        <Button
          variant="default"
          loading={resuming}
          onClick={() => {
            resume({ repair: true });
          }}
        >
          {words.repaired}
        </Button>
      ) : null}
      {removal.error === null ? null : <ErrorNotice error={removal.error} onClose={removal.clear} />}
    </Stack>
  );
}
