import { Group, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { KindDraft, MappingDraft } from '../../shared/mapping/edit';
import { SplitRule } from '../../shared/mapping/splits';
import { problemsOf } from '../../shared/parse';
import { shownText } from '../../shared/text/shown-text';
import { problemAt } from '../parts/problems';
import { texts } from '../texts/catalogue';
import { NumberField } from '../ui/NumberField';

const words = texts.datasets.mapped;

/** What is asked of a sample, and how samples are split. */
export function AskedAndSplits({
  draft,
  onChange,
}: {
  readonly draft: MappingDraft;
  readonly onChange: (draft: MappingDraft) => void;
}): ReactNode {
  const { label, split } = draft;
  const parsed = SplitRule.safeParse(split);
  const shown: Readonly<Record<string, unknown>> = parsed.success ? { ...parsed.data } : split;
  const problems = parsed.success ? [] : problemsOf(SplitRule, split, '');
  const by = typeof shown.by === 'string' ? shown.by : 'class';
  const rule = split.kind === 'drawn' ? by : split.kind;
  const rules = Object.entries(words.rules).filter(([name]) => name === rule || canBe(name, draft));
  const asks = Object.entries(words.asks).filter(
    ([name]) => name === label.kind || (name !== 'pixels' && label.kind !== 'pixels'),
  );
  return (
    <Group gap="xs" align="start">
      <NativeSelect
        size="xs"
        label={words.asked}
        value={label.kind}
        data={asks.map(([value, name]) => ({ value, label: name }))}
        onChange={({ currentTarget }) => {
          onChange({ ...draft, label: labelAs(currentTarget.value, label) });
        }}
      />
      <NativeSelect
        size="xs"
        label={words.splits}
        value={rule}
        data={rules.map(([value, name]) => ({ value, label: name }))}
        onChange={({ currentTarget: { value } }) => {
          const isDrawn = value !== 'parts' && value !== 'column';
          onChange({ ...draft, split: isDrawn ? { kind: 'drawn', by: value } : { ...split, kind: value } });
        }}
      />
      {(split.kind === 'drawn' ? (['test', 'validation'] as const) : (['validation'] as const)).map((field) => {
        const problem = problemAt(problems, field);
        return (
          <NumberField
            key={field}
            label={words[field]}
            value={split[field] ?? shown[field]}
            error={problem === undefined ? null : shownText(problem)}
            onChange={(value) => {
              onChange({ ...draft, split: { ...split, [field]: value } });
            }}
          />
        );
      })}
    </Group>
  );
}

/** The same column, asked otherwise. */
function labelAs(kind: string, label: KindDraft): KindDraft {
  const columns: readonly unknown[] = Array.isArray(label.columns) ? label.columns : [label.column];
  return kind === 'flags' ? { kind, columns } : { kind, column: columns[0] };
}

function canBe(rule: string, { source, group, split }: MappingDraft): boolean {
  switch (rule) {
    case 'parts':
      return source.kind === 'files' && source.parts.some((part) => part.split !== undefined);
    case 'column':
      return split.kind === 'column';
    case 'group':
      return group !== undefined;
    default:
      return true;
  }
}
