import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { encodersFor } from '../../../shared/encoder-reads';
import type { ModalitySpec } from '../../../shared/modality';
import { recipeDraft } from '../../../shared/planning/recipe-draft';
import { texts } from '../../texts/catalogue';
import { SubjectDraft, type PartDraft } from '../plan-draft';
import { withField } from '../plan-edits';

const words = texts.builder.subjects;
const notRead = '';

export interface EncoderSelectProps {
  readonly modality: string;
  readonly spec: ModalitySpec;
  readonly recipe: SubjectDraft['recipe'];
  readonly error: string | undefined;
  readonly onChange: (encoders: Record<string, PartDraft>) => void;
}

/** The encoder of one modality, among those that can read it; or that the model does not read it. */
export function EncoderSelect({ modality, spec, recipe, error, onChange }: EncoderSelectProps): ReactNode {
  const { encoders } = recipe;
  const chosen = encoders[modality] as PartDraft | undefined;
  const isLast = chosen !== undefined && Object.keys(encoders).length === 1;
  return (
    <Select
      label={words.encoder(modality)}
      w={160}
      allowDeselect={false}
      data={[
        ...encodersFor(spec.kind).map((name) => ({ value: name, label: name })),
        { value: notRead, label: words.notRead, disabled: isLast },
      ]}
      value={chosen?.name ?? notRead}
      {...(isLast ? { description: words.lastModality } : {})}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error}
      onChange={(name) => {
        onChange(withField(encoders, modality, name === null || name === notRead ? undefined : partOf(name)));
      }}
    />
  );

  /** With what it needs for this data: patches have to divide the picture. */
  function partOf(name: string): PartDraft {
    const recipeOf: unknown = recipeDraft({ [modality]: spec }, { encoders: { [modality]: name }, fusion: 'concat' });
    return SubjectDraft.shape.recipe.parse(recipeOf).encoders[modality];
  }
}
