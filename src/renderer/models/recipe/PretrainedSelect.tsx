import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { toBase64 } from '../../../shared/base64';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { largestWeightsInWindow, type PretrainedEncoder } from '../../../shared/models/pretrained';
import { shownText } from '../../../shared/text/shown-text';
import { useLab } from '../../lab/connection';
import { useAction } from '../../lab/use-action';
import { useRequest } from '../../lab/use-request';
import type { FieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { chooseFile } from '../../saving/save-file';

const words = texts.models.pretrained;

export interface PretrainedSelectProps {
  readonly modality: string;
  /** Null: the encoder starts anew. */
  readonly chosen: PretrainedEncoder | null;
  readonly at: FieldAt;
  readonly onChange: (chosen: PretrainedEncoder | null) => void;
}

/** Which weights of the lab an encoder starts from, and whether it learns on; a file is chosen, or dropped here. */
export function PretrainedSelect({ modality, chosen, at, onChange }: PretrainedSelectProps): ReactNode {
  const lab = useLab();
  const weights = useRequest('weights.list', {});
  const [over, setOver] = useState(false);
  const adding = useAction(async (file: File) => {
    if (file.size > largestWeightsInWindow) {
      throw new LabError('invalid', words.tooLarge, { where: file.name, remedy: words.tooLargeRemedy });
    }
    const content = toBase64(new Uint8Array(await file.arrayBuffer()));
    const { hash } = await lab.request('weights.add', { file: file.name, content });
    weights.refresh();
    onChange({ weights: hash, encoder: chosen?.encoder ?? 'frozen' });
  });
  const known = weights.value ?? [];
  const isUnknown = chosen !== null && weights.value !== null && !known.some(({ hash }) => hash === chosen.weights);
  return (
    <Stack
      gap={6}
      style={over ? { outline: '2px dashed var(--mantine-primary-color-filled)', outlineOffset: 4 } : {}}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (event.dataTransfer.files.length > 0) adding.start(file);
      }}
    >
      <Select
        label={words.label(shownText(modality))}
        description={words.hint}
        placeholder={words.none}
        clearable
        value={chosen?.weights ?? null}
        data={[
          ...known.map(({ hash, file }) => ({ value: hash, label: words.option(shownText(file), shortId(hash)) })),
          ...(isUnknown ? [{ value: chosen.weights, label: words.gone(shortId(chosen.weights)) }] : []),
        ]}
        {...at}
        onChange={(hash) => {
          onChange(hash === null ? null : { weights: hash, encoder: chosen?.encoder ?? 'frozen' });
        }}
      />
      <Group justify="space-between" gap="xs">
        {chosen === null ? (
          <Text size="xs" c="dimmed">
            {words.drop}
          </Text>
        ) : (
          <Switch
            size="xs"
            label={words.tuned}
            checked={chosen.encoder === 'tuned'}
            onChange={({ currentTarget }) => {
              onChange({ ...chosen, encoder: currentTarget.checked ? 'tuned' : 'frozen' });
            }}
          />
        )}
        <Button
          size="compact-xs"
          variant="default"
          loading={adding.busy !== null}
          leftSection={<IconFileImport size={13} aria-hidden />}
          onClick={() => {
            void chooseFile('.safetensors').then((file) => {
              if (file !== null) adding.start(file);
            });
          }}
        >
          {words.add}
        </Button>
      </Group>
      {adding.error === null ? null : <ErrorNotice error={adding.error} onClose={adding.clear} />}
    </Stack>
  );
}
