import { SimpleGrid, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MapDraft } from '../../../shared/imported/map-edit';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/text/shown-text';
import type { Target } from '../../../shared/data/target';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';

const words = texts.modelImport.facts;

export interface FactFieldsProps {
  readonly draft: MapDraft;
  readonly problems: readonly Problem[];
  /** What the data ask for in place of one class. */
  readonly target: Target | undefined;
  readonly onChange: (draft: MapDraft) => void;
}

/** What a model is called, what is stated of it, and how it is asked. */
export function FactFields({ draft, problems, target, onChange }: FactFieldsProps): ReactNode {
  const at = (field: string): string | null => {
    const text = problemAt(problems, `map.${field}`);
    return text === undefined ? null : shownText(text);
  };
  return (
    <SimpleGrid
      cols={{ base: 1, sm: 2, lg: target === undefined ? 4 : 5 }}
      spacing="sm"
      style={{ alignItems: 'start' }}
    >
      <TextInput
        label={words.name}
        value={draft.title}
        error={at('title')}
        onChange={({ currentTarget }) => {
          onChange({ ...draft, title: currentTarget.value });
        }}
      />
      <NumberField
        label={target === undefined ? words.stated : words.statedRight}
        description={target === undefined ? words.statedHint : words.statedBeside}
        value={inPercent(draft.statedAccuracy)}
        error={at('statedAccuracy')}
        onChange={(value) => {
          onChange({ ...draft, statedAccuracy: ofPercent(value) });
        }}
      />
      {target === undefined ? null : (
        <NumberField
          label={words.statedScore[target.kind]}
          description={words.statedBeside}
          value={draft.statedScore ?? ''}
          error={at('statedScore')}
          onChange={(value) => {
            onChange({ ...draft, statedScore: value === '' ? null : value });
          }}
        />
      )}
      <NumberField
        label={words.batch}
        step={1}
        value={draft.batch}
        error={at('batch')}
        onChange={(batch) => {
          onChange({ ...draft, batch });
        }}
      />
      <NumberField
        label={words.timeout}
        value={draft.timeout}
        error={at('timeout')}
        onChange={(timeout) => {
          onChange({ ...draft, timeout });
        }}
      />
    </SimpleGrid>
  );
}

/** Twelve digits, so that 57 % are 57 again and not 56.99999999999999. */
const digits = 12;

function inPercent(share: unknown): unknown {
  return typeof share === 'number' ? Number((share * 100).toPrecision(digits)) : share;
}

/** What is no number stays as it is typed; nothing typed: none is stated. */
function ofPercent(value: number | string): number | string | null {
  if (value === '') return null;
  return typeof value === 'number' ? Number((value / 100).toPrecision(digits)) : value;
}
