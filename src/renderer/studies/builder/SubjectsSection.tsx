import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/dataset';
import { fusionReason, plansPixels } from '../../../shared/planning/pixel-limits';
import { recipeDraft } from '../../../shared/planning/recipe-draft';
import { catalogue } from '../../parts/catalogue';
import { shownName } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';
import { AddMenu } from '../AddMenu';
import { SubjectDraft } from '../../plans/plan-draft';
import { freeName, withoutSubject, withSubject, withSubjectBack } from '../plan-edits';
import { problemExactlyAt } from '../../parts/problems';
import { ComparedWith } from './ComparedWith';
import { EntryList } from './EntryList';
import { BuilderSection, ProblemText, type SectionProps } from './section';
import { useSeek } from '../../parts/sought';
import { SubjectCard } from './SubjectCard';

const words = texts.builder.subjects;

export interface SubjectsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** The models under test. */
export function SubjectsSection({ editor, problems, manifest }: SubjectsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const seek = useSeek();
  const pixels = plansPixels(plan.subjects);
  const add = (fusion: string): void => {
    const recipe: unknown = recipeDraft(manifest.modalities, { fusion, ...(pixels ? { head: 'pixels' } : {}) });
    const taken = plan.subjects.map(({ name }) => name);
    const subject = SubjectDraft.parse({
      name: freeName(fusion, taken, words.copyName),
      recipe,
      training: plan.subjects.at(-1)?.training ?? {},
    });
    edit({ ...plan, subjects: [...plan.subjects, subject] });
    seek(`plan.subjects[${String(plan.subjects.length)}]`);
  };
  return (
    <BuilderSection
      title={words.title}
      where="plan.subjects"
      lead={words.lead}
      actions={
        <AddMenu
          label={words.add}
          choices={catalogue.fusions.map(({ name, meaning }) => ({
            name,
            label: name,
            meaning,
            reason: fusionReason(name, pixels),
          }))}
          onAdd={add}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.subjects')} />
      <EntryList
        items={plan.subjects}
        none={null}
        card={(subject, index, isFresh) => (
          <SubjectCard
            subject={subject}
            index={index}
            others={plan.subjects.flatMap(({ name }, place) => (place === index || name === '' ? [] : [name]))}
            manifest={manifest}
            catalogue={catalogue}
            problems={problems}
            isFresh={isFresh}
            onChange={(next) => {
              edit(withSubject(plan, index, next));
            }}
            onCopy={() => {
              const taken = plan.subjects.map(({ name }) => name);
              const copy = { ...structuredClone(subject), name: freeName(subject.name, taken, words.copyName) };
              edit({ ...plan, subjects: [...plan.subjects, copy] });
              seek(`plan.subjects[${String(plan.subjects.length)}]`);
            }}
            onRemove={() => {
              takeAway(withoutSubject(plan, index), {
                text: words.removed(shownName(subject.name)),
                putBack: (now) => withSubjectBack(now, plan, index),
              });
            }}
          />
        )}
      />
      <ComparedWith editor={editor} problems={problems} />
    </BuilderSection>
  );
}
