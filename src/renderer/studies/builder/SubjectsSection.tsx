import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/dataset';
import { recipeCatalogue } from '../../../shared/planning/recipe-catalogue';
import { recipeDraft } from '../../../shared/planning/recipe-draft';
import { texts } from '../../texts/catalogue';
import { SubjectDraft } from '../plan-draft';
import { freeName, without, withSubject } from '../plan-edits';
import { problemExactlyAt } from '../problems';
import { BuilderSection, ProblemText, type SectionProps } from './section';
import { SubjectCard } from './SubjectCard';

const words = texts.builder.subjects;

export interface SubjectsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** The models under test. */
export function SubjectsSection({ editor, problems, manifest }: SubjectsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const catalogue = useMemo(recipeCatalogue, []);
  const add = (fusion: string): void => {
    const recipe: unknown = recipeDraft(manifest.modalities, { fusion });
    const taken = plan.subjects.map(({ name }) => name);
    const subject = SubjectDraft.parse({
      name: freeName(fusion, taken, words.copyName),
      recipe,
      training: plan.subjects.at(-1)?.training ?? {},
    });
    edit({ ...plan, subjects: [...plan.subjects, subject] });
  };
  return (
    <BuilderSection
      title={words.title}
      lead={words.lead}
      actions={
        <Menu position="bottom-end" width={320}>
          <Menu.Target>
            <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />}>
              {words.add}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {catalogue.fusions.map(({ name, meaning }) => (
              <Menu.Item
                key={name}
                onClick={() => {
                  add(name);
                }}
              >
                <b>{name}</b>
                <Text size="xs" c="dimmed">
                  {meaning}
                </Text>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.subjects')} />
      {plan.subjects.map((subject, index) => (
        <SubjectCard
          key={index}
          subject={subject}
          index={index}
          manifest={manifest}
          catalogue={catalogue}
          problems={problems}
          onChange={(next) => {
            edit(withSubject(plan, index, next));
          }}
          onRemove={() => {
            takeAway({ ...plan, subjects: without(plan.subjects, index) }, words.removed(subject.name));
          }}
        />
      ))}
    </BuilderSection>
  );
}
