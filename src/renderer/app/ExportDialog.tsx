import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { ArchivedRuns } from '../workspace/use-archives';

const words = texts.app.project;
const choices = ['records', 'weights', 'plans'] as const satisfies readonly ArchivedRuns[];

export interface ExportDialogProps {
  readonly opened: boolean;
  /** Its name. */
  readonly project: string;
  readonly onClose: () => void;
  readonly onExport: (runs: ArchivedRuns) => void;
}

/** Asks how much of its runs goes with a project. */
export function ExportDialog({ opened, project, onClose, onExport }: ExportDialogProps): ReactNode {
  const [runs, setRuns] = useState<ArchivedRuns>('records');
  return (
    <Modal opened={opened} onClose={onClose} title={words.exportOf(shownName(project))}>
      <Stack gap="md" align="stretch">
        <Radio.Group
          label={words.withRuns}
          description={words.neverIn}
          value={runs}
          onChange={(value) => {
            setRuns(choices.find((choice) => choice === value) ?? 'records');
          }}
        >
          <Stack gap="xs" mt="xs">
            {choices.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={words.archived[choice].label}
                description={words.archived[choice].meaning}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {texts.ui.cancel}
          </Button>
          <Button
            data-autofocus
            onClick={() => {
              onExport(runs);
            }}
          >
            {words.exportDo}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
