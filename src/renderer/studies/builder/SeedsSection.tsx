import { Group, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { withField } from '../../parts/part-draft';
import { seedsOf } from '../plan-edits';
import { fieldAt } from '../../parts/problems';
import { BuilderSection, type SectionProps } from './section';

const words = texts.builder.seeds;

/** What is drawn, and how often training is repeated. */
export function SeedsSection({ editor: { plan, edit }, problems }: SectionProps): ReactNode {
  const [typed, setTyped] = useState('');
  const seeds = plan.seeds.join(', ');
  return (
    <BuilderSection title={words.title}>
      <Group gap="sm" align="flex-start">
        <TextInput
          label={words.training}
          description={words.trainingHint}
          w={280}
          // As it is typed: `0, ` is on the way to `0, 1`; unless somebody else has changed the seeds.
          value={seedsOf(typed).join(', ') === seeds ? typed : seeds}
          {...fieldAt(problems, 'plan.seeds')}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            edit({ ...plan, seeds: seedsOf(event.currentTarget.value) });
          }}
        />
        <NumberField
          label={words.attack}
          description={words.attackHint}
          w={220}
          step={1}
          value={plan.attackSeed}
          {...fieldAt(problems, 'plan.attackSeed')}
          onChange={(value) => {
            edit(withField(plan, 'attackSeed', value));
          }}
        />
      </Group>
    </BuilderSection>
  );
}
