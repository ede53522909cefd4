import { Checkbox, Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownName } from '../../../shared/text/shown-text';
import { fieldAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import type { SectionProps } from './section';

const words = texts.builder.subjects;

/** What the models of a plan are compared with: each other, or one of them; and how their baselines are trained. */
export function ComparedWith({ editor: { plan, edit }, problems }: SectionProps): ReactNode {
  const { subjects, reference, baselineTraining } = plan;
  const names = [...new Set([...subjects.map(({ name }) => name), ...(reference === null ? [] : [reference])])];
  return (
    <Group gap="sm" align="flex-start">
      <Select
        label={words.reference}
        description={words.referenceHint}
        w={320}
        allowDeselect={false}
        data={[
          { value: '', label: words.everyPair },
          ...names.filter((name) => name !== '').map((name) => ({ value: name, label: shownName(name) })),
        ]}
        value={reference ?? ''}
        {...fieldAt(problems, 'plan.reference')}
        onChange={(chosen) => {
          edit({ ...plan, reference: chosen === null || chosen === '' ? null : chosen });
        }}
      />
      <Checkbox
        mt={20}
        label={words.baselines}
        description={words.baselinesHint}
        checked={baselineTraining === 'not-hardened'}
        {...fieldAt(problems, 'plan.baselineTraining')}
        onChange={({ currentTarget }) => {
          edit({ ...plan, baselineTraining: currentTarget.checked ? 'not-hardened' : 'as-subject' });
        }}
      />
    </Group>
  );
}
