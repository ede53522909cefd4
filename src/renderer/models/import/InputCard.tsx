import { Group, Stack, Text, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { boundTo, withBound, type MapDraft } from '../../../shared/imported/map-edit';
import { tensorText, type PredictorSignature } from '../../../shared/imported/signature';
import { isPlane, type ModalitySpec } from '../../../shared/data/modality';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/text/shown-text';
import { problemAt, problemsBesides } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { modalityText } from '../../ui/modality-text';
import { OptionField } from '../../ui/OptionField';
import { NumbersFields } from './NumbersFields';
import { WordsFields } from './WordsFields';

const words = texts.modelImport.inputs;
const nothing = '';

export interface InputCardProps {
  readonly modality: string;
  readonly spec: ModalitySpec;
  readonly draft: MapDraft;
  readonly signature: PredictorSignature;
  readonly problems: readonly Problem[];
  readonly onChange: (draft: MapDraft) => void;
}

/** How one modality reaches the model, if it does. */
export function InputCard({ modality, spec, draft, signature, problems, onChange }: InputCardProps): ReactNode {
  const id = useId();
  const where = `map.inputs.${modality}`;
  const bound = boundTo(draft, modality);
  const input = bound === null ? null : draft.inputs[modality];
  const at = (field: string): string | null => {
    const text = problemAt(problems, `${where}.${field}`);
    return text === undefined ? null : shownText(text);
  };
  const fields = { problem: at, onChange: set };
  const besides = problemsBesides(problems, where, fieldNames);
  function set(changed: MapDraft['inputs'][string]): void {
    onChange({ ...draft, inputs: { ...draft.inputs, [modality]: changed } });
  }
  return (
    <Stack component="section" gap="xs" aria-labelledby={id}>
      <Group gap="xs" align="baseline">
        <Title order={3} id={id}>
          {shownText(modality)}
        </Title>
        <Text size="xs" c="dimmed">
          {words.is(words.kinds[spec.kind], modalityText(spec))}
        </Text>
      </Group>
      {besides.map(({ text }) => (
        <Text key={text} size="xs" c="var(--lab-bad)" role="alert">
          {shownText(text)}
        </Text>
      ))}
      <OptionField
        label={words.reads}
        width={320}
        options={{
          [nothing]: words.none,
          ...Object.fromEntries(
            signature.inputs.map((tensor) => [tensor.name, `${shownText(tensor.name)}: ${tensorText(tensor)}`]),
          ),
        }}
        value={bound ?? nothing}
        error={at('input') ?? at('ids')}
        onChange={(name) => {
          onChange(withBound(draft, modality, name === nothing ? null : name, signature, spec));
        }}
      />
      {input === null ? null : isPlane(spec) ? (
        <NumbersFields input={input} spec={spec} {...fields} />
      ) : (
        <WordsFields input={input} signature={signature} {...fields} />
      )}
    </Stack>
  );
}

/** Fields that say themselves what is wrong with them. */
const fieldNames = [
  ...['input', 'layout', 'size', 'channels', 'units', 'scale', 'mean', 'std'],
  ...['ids', 'mask', 'segments', 'length'],
  ...['kind', 'vocabulary', 'merges', 'form', 'unknown', 'start', 'end', 'padding'].map((name) => `tokenizer.${name}`),
];
