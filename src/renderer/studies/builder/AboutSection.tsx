import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { fieldAt } from '../../parts/problems';
import { BuilderSection, OtherProblems, type SectionProps } from './section';

const words = texts.builder.about;
/** Characters. */
const longestName = 120;

/** Parts of a plan that say themselves what is wrong with them. */
const elsewhere = [
  'name',
  'question',
  'data.dataset',
  'data.selection.split',
  'data.selection.count',
  'data.selection.seed',
  'subjects',
  'reference',
  'baselineTraining',
  'seeds',
  'attacks',
  'attackSeed',
  'requirements',
];

/** What the study is called and what it asks. */
export function AboutSection({ editor: { plan, edit }, problems }: SectionProps): ReactNode {
  return (
    <BuilderSection title={words.title} where="plan">
      <TextInput
        label={words.name}
        value={plan.name}
        maxLength={longestName}
        {...(plan.name.length < longestName - 20
          ? {}
          : { description: words.nameLength(plan.name.length, longestName) })}
        {...fieldAt(problems, 'plan.name')}
        onChange={(event) => {
          edit({ ...plan, name: event.currentTarget.value });
        }}
      />
      <Textarea
        label={words.question}
        autosize
        minRows={1}
        maxLength={2000}
        value={plan.question}
        {...fieldAt(problems, 'plan.question')}
        onChange={(event) => {
          edit({ ...plan, question: event.currentTarget.value });
        }}
      />
      <OtherProblems problems={problems} where="plan" fields={elsewhere} />
    </BuilderSection>
  );
}
