import { Button, Group, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';

const words = texts.datasets.import;

/** Has a folder chosen in a dialog of the host; nothing follows where none is. */
export function useChosenFolder(onChosen: (folder: string) => void): Action<[]> {
  const lab = useLab();
  return useAction(async () => {
    const { folder } = await lab.request('host.chooseFolder', { title: words.chooseTitle });
    if (folder !== null) onChosen(folder);
  });
}

export interface FolderFieldProps {
  readonly directory: string;
  readonly onChange: (directory: string) => void;
  readonly onChoose: () => void;
  /** What stands behind it in its row. */
  readonly children?: ReactNode;
}

/** A folder, typed or, where the host has a dialog, chosen. */
export function FolderField({ directory, onChange, onChoose, children }: FolderFieldProps): ReactNode {
  const host = useRequest('host.describe', {});
  return (
    <Group align="end" gap="xs" wrap="nowrap">
      <TextInput
        label={words.folder}
        style={{ flex: 1 }}
        value={directory}
        description={host.value?.kind === 'browser' ? words.typed : null}
        onChange={({ currentTarget }) => {
          onChange(currentTarget.value);
        }}
      />
      {/* Elsewhere there is no dialog to open. */}
      {host.value?.kind === 'electron' ? (
        <Button
          variant="default"
          onClick={() => {
            onChoose();
          }}
        >
          {words.choose}
        </Button>
      ) : null}
      {children}
    </Group>
  );
}
