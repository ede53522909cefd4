import { Divider, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MapDraft } from '../../../shared/imported/map-edit';
import type { PredictorSignature } from '../../../shared/imported/signature';
import type { ModalitySpecs } from '../../../shared/data/modality';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/text/shown-text';
import { problemExactlyAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PathField, useChosenFolder } from '../../ui/PathField';
import { InputCard } from './InputCard';

const words = texts.modelImport.inputs;

export interface InputFieldsProps {
  readonly draft: MapDraft;
  readonly signature: PredictorSignature;
  readonly modalities: ModalitySpecs;
  readonly problems: readonly Problem[];
  /** Where files of tokenizers lie; null: none is needed. */
  readonly folder: { readonly path: string; readonly onChange: (path: string) => void } | null;
  readonly onChange: (draft: MapDraft) => void;
}

/** Which modality reaches which input of the model, and how. */
export function InputFields(props: InputFieldsProps): ReactNode {
  const { draft, signature, modalities, problems, folder, onChange } = props;
  const choosing = useChosenFolder(words.folderTitle, (path) => folder?.onChange(path));
  // Inputs that are given nothing, or twice; the folder is what a map as a whole may lack.
  const unbound = problemExactlyAt(problems, 'map.inputs');
  const lacking = problemExactlyAt(problems, 'map');
  return (
    <Paper component="section" aria-labelledby="model-inputs">
      <Stack gap="sm">
        <div>
          <Title order={2} id="model-inputs">
            {words.title}
          </Title>
          <Text size="sm">{words.lead}</Text>
        </div>
        {unbound === undefined ? null : (
          <Text size="sm" c="var(--lab-bad)" role="alert">
            {shownText(unbound)}
          </Text>
        )}
        {Object.entries(modalities).map(([modality, spec], index) => (
          <Stack key={modality} gap="sm">
            {index === 0 ? null : <Divider />}
            <InputCard
              modality={modality}
              spec={spec}
              draft={draft}
              signature={signature}
              problems={problems}
              onChange={onChange}
            />
          </Stack>
        ))}
        {folder === null ? null : (
          <PathField
            label={words.folder}
            value={folder.path}
            error={lacking === undefined ? null : shownText(lacking)}
            onChange={folder.onChange}
            onChoose={choosing.start}
          />
        )}
        {choosing.error === null ? null : <ErrorNotice error={choosing.error} />}
      </Stack>
    </Paper>
  );
}
