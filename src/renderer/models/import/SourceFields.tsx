import {
  Anchor,
  Button,
  Group,
  Input,
  Paper,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { GivenSource } from '../../../shared/imported/imported-model';
import { modelEndings } from '../../../shared/imported/model-files';
import { shownText } from '../../../shared/text/shown-text';
import { hrefTo } from '../../address/route';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PathField, useChosenFile } from '../../ui/PathField';

const words = texts.modelImport.source;

/** What is typed of where a model is. */
export interface TypedSource {
  readonly kind: 'file' | 'program';
  readonly path: string;
  readonly address: string;
}

export function sourceTyped({ kind, path, address }: TypedSource): GivenSource {
  return kind === 'program' ? { kind: 'http', address } : { kind: 'path', path };
}

export interface SourceFieldsProps {
  readonly typed: TypedSource;
  /** Data sets that a model can be imported for. */
  readonly datasets: readonly DatasetManifest[];
  readonly dataset: string;
  readonly isLooking: boolean;
  readonly onTyped: (typed: TypedSource) => void;
  readonly onDataset: (name: string) => void;
  readonly onLook: (typed: TypedSource) => void;
}

/** Where the model is, and which data it answers. */
export function SourceFields(props: SourceFieldsProps): ReactNode {
  const { typed, datasets, dataset, isLooking, onTyped, onDataset, onLook } = props;
  const choosing = useChosenFile(words.chooseTitle, modelEndings, (path) => {
    const chosen = { ...typed, path };
    onTyped(chosen);
    onLook(chosen);
  });
  const given = typed.kind === 'file' ? typed.path : typed.address;
  const look = (
    <Button
      variant="default"
      disabled={given.trim() === '' || isLooking}
      onClick={() => {
        onLook(typed);
      }}
    >
      {words.look}
    </Button>
  );
  return (
    <Paper component="section" aria-labelledby="model-source">
      <Stack gap="sm">
        <Title order={2} id="model-source">
          {words.title}
        </Title>
        <Group align="start" gap="sm">
          <Stack gap={4}>
            <Input.Label size="xs" labelElement="div" id="model-source-kind">
              {words.kind}
            </Input.Label>
            <SegmentedControl
              aria-labelledby="model-source-kind"
              value={typed.kind}
              data={(['file', 'program'] as const).map((value) => ({ value, label: words.kinds[value] }))}
              onChange={(kind) => {
                onTyped({ ...typed, kind: kind === 'program' ? 'program' : 'file' });
              }}
            />
          </Stack>
          <Select
            label={words.dataset}
            w={320}
            allowDeselect={false}
            value={dataset}
            data={datasets.map(({ name, title }) => ({ value: name, label: shownText(title) }))}
            onChange={(name) => {
              if (name !== null) onDataset(name);
            }}
          />
        </Group>
        {typed.kind === 'file' ? (
          <PathField
            label={words.file}
            value={typed.path}
            onChange={(path) => {
              onTyped({ ...typed, path });
            }}
            onChoose={choosing.start}
          >
            {look}
          </PathField>
        ) : (
          <>
            <Group align="end" gap="xs" wrap="nowrap">
              <TextInput
                label={words.address}
                flex={1}
                value={typed.address}
                onChange={({ currentTarget }) => {
                  onTyped({ ...typed, address: currentTarget.value });
                }}
              />
              {look}
            </Group>
            <Text size="xs" c="dimmed">
              {words.addressHint}{' '}
              <Anchor inherit href={hrefTo('settings', ['predictors'])}>
                {words.settings}
              </Anchor>
            </Text>
          </>
        )}
        {choosing.error === null ? null : <ErrorNotice error={choosing.error} />}
      </Stack>
    </Paper>
  );
}
