import { Button, Group, Input } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useLab } from '../lab/connection';
import { useAction, type Action } from '../lab/use-action';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';

const words = texts.ui.path;

/** Has a folder chosen in a dialog of the host; nothing follows where none is. */
export function useChosenFolder(title: string, onChosen: (folder: string) => void): Action<[]> {
  const lab = useLab();
  return useAction(async () => {
    const { folder } = await lab.request('host.chooseFolder', { title });
    if (folder !== null) onChosen(folder);
  });
}

/** As `useChosenFolder`, a file with one of these endings (`onnx`). */
export function useChosenFile(title: string, endings: readonly string[], onChosen: (file: string) => void): Action<[]> {
  const lab = useLab();
  return useAction(async () => {
    const { file } = await lab.request('host.chooseFile', { title, endings: [...endings] });
    if (file !== null) onChosen(file);
  });
}

export interface PathFieldProps {
  readonly label: string;
  readonly value: string;
  /** What is wrong with it. */
  readonly error?: string | null;
  readonly onChange: (path: string) => void;
  readonly onChoose: () => void;
  /** Where it may be either, and `onChoose` has a folder chosen: a file. */
  readonly onChooseFile?: () => void;
  /** What stands behind it in its row. */
  readonly children?: ReactNode;
}

/** A folder or a file, typed or, where the host has a dialog, chosen. */
export function PathField({
  label,
  value,
  error = null,
  onChange,
  onChoose,
  onChooseFile,
  children,
}: PathFieldProps): ReactNode {
  const host = useRequest('host.describe', {});
  const id = useId();
  return (
    <Input.Wrapper
      id={id}
      size="xs"
      label={label}
      error={error}
      description={host.value?.kind === 'browser' ? words.typed : null}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    >
      {/* Buttons stand beside the input itself, whatever is said below it. */}
      <Group gap="xs" wrap="nowrap">
        <Input
          id={id}
          size="xs"
          flex={1}
          value={value}
          error={error !== null}
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
            {onChooseFile === undefined ? words.choose : words.chooseFolder}
          </Button>
        ) : null}
        {host.value?.kind === 'electron' && onChooseFile !== undefined ? (
          <Button
            variant="default"
            onClick={() => {
              onChooseFile();
            }}
          >
            {words.chooseFile}
          </Button>
        ) : null}
        {children}
      </Group>
    </Input.Wrapper>
  );
}
