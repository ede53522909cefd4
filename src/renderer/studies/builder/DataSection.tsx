import { Group, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { Split, type DatasetManifest } from '../../../shared/data/dataset';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { DatasetSelect } from '../DatasetSelect';
import { withField } from '../../parts/part-draft';
import { fieldAt } from '../../parts/problems';
import { BuilderSection, type SectionProps } from './section';

const words = texts.builder.data;

export interface DataSectionProps extends SectionProps {
  readonly manifests: readonly DatasetManifest[];
  /** Of the data set chosen; null while it is not in the lab. */
  readonly manifest: DatasetManifest | null;
}

/** Which samples the models are attacked on. */
export function DataSection({ editor: { plan, edit }, problems, manifests, manifest }: DataSectionProps): ReactNode {
  const { data } = plan;
  const split = Split.safeParse(data.selection.split).data ?? 'test';
  const select = (field: string, content: unknown): void => {
    edit({ ...plan, data: { ...data, selection: withField(data.selection, field, content) } });
  };
  return (
    <BuilderSection title={words.title} where="plan.data">
      <Group gap="sm" align="flex-start">
        <DatasetSelect
          label={words.dataset}
          w={250}
          manifests={manifests}
          value={data.dataset}
          {...fieldAt(problems, 'plan.data.dataset')}
          onChange={(dataset) => {
            edit({ ...plan, data: { ...data, dataset } });
          }}
        />
        <Select
          label={words.split}
          w={130}
          allowDeselect={false}
          data={Split.options.map((value) => ({ value, label: words.splits[value] }))}
          value={data.selection.split}
          {...fieldAt(problems, 'plan.data.selection.split')}
          onChange={(value) => {
            select('split', value);
          }}
        />
        <NumberField
          label={words.count}
          w={150}
          step={1}
          value={data.selection.count}
          {...(manifest === null ? {} : { description: words.countHint(decimal(manifest.splits[split])) })}
          {...fieldAt(problems, 'plan.data.selection.count')}
          onChange={(value) => {
            select('count', value);
          }}
        />
        <NumberField
          label={words.seed}
          w={150}
          step={1}
          value={data.selection.seed}
          {...fieldAt(problems, 'plan.data.selection.seed')}
          onChange={(value) => {
            select('seed', value);
          }}
        />
      </Group>
      {manifest === null ? null : (
        <Text size="xs" c="dimmed">
          {shownText(manifest.task)}
        </Text>
      )}
    </BuilderSection>
  );
}
