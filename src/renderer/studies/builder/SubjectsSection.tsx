import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { ModelDescription } from '../../../shared/models/model-description';
import { fusionReason, plansPixels } from '../../../shared/planning/pixel-limits';
import { recipeDraft } from '../../../shared/planning/recipe-draft';
import { catalogue } from '../../parts/catalogue';
import { shownName, shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import { AddMenu } from '../AddMenu';
import { SubjectDraft } from '../../plans/plan-draft';
import { importedAdditions, importedIdOf } from './imported-subjects';
import { freeName, withoutSubject, withSubject, withSubjectBack } from '../plan-edits';
import { problemExactlyAt } from '../../parts/problems';
import { ComparedWith } from './ComparedWith';
import { EntryList } from './EntryList';
import { ImportedSubjectCard } from './ImportedSubjectCard';
import { BuilderSection, ProblemText, type SectionProps } from './section';
import { useSeek } from '../../parts/sought';
import { SubjectCard } from './SubjectCard';

const words = texts.builder.subjects;

export interface SubjectsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
  /** Of the lab. */
  readonly models: readonly ModelDescription[];
}

/** The models under test. */
export function SubjectsSection({ editor, problems, manifest, models }: SubjectsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const seek = useSeek();
  const pixels = plansPixels(plan.subjects);
  const additions = importedAdditions(models, manifest, plan.subjects);
  const add = (chosen: string): void => {
    const elsewhere = additions.find(({ name }) => name === chosen);
    const taken = plan.subjects.map(({ name }) => name);
    const subject = SubjectDraft.parse(
      elsewhere === undefined
        ? {
            name: freeName(chosen, taken, words.copyName),
            recipe: recipeDraft(manifest.modalities, { fusion: chosen, ...(pixels ? { head: 'pixels' } : {}) }),
            training: plan.subjects.findLast((one) => importedIdOf(one) === null)?.training ?? {},
          }
        : { name: freeName(elsewhere.label, taken, words.copyName), recipe: elsewhere.recipe },
    );
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
          choices={[
            ...catalogue.fusions.map(({ name, meaning }) => ({
              name,
              label: name,
              meaning,
              reason: fusionReason(name, pixels),
            })),
            ...additions.map(({ label, ...addition }) => ({ ...addition, label: shownText(label) })),
          ]}
          onAdd={add}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.subjects')} />
      <EntryList
        items={plan.subjects}
        none={null}
        card={(subject, index, isFresh) => {
          const common = {
            ...{ subject, index, problems, isFresh },
            others: plan.subjects.flatMap(({ name }, place) => (place === index || name === '' ? [] : [name])),
            onChange: (next: SubjectDraft) => {
              edit(withSubject(plan, index, next));
            },
            onRemove: () => {
              takeAway(withoutSubject(plan, index), {
                text: words.removed(shownName(subject.name)),
                putBack: (now) => withSubjectBack(now, plan, index),
              });
            },
          };
          const elsewhere = importedIdOf(subject);
          return elsewhere === null ? (
            <SubjectCard
              {...common}
              manifest={manifest}
              catalogue={catalogue}
              onCopy={() => {
                const taken = plan.subjects.map(({ name }) => name);
                const copy = { ...structuredClone(subject), name: freeName(subject.name, taken, words.copyName) };
                edit({ ...plan, subjects: [...plan.subjects, copy] });
                seek(`plan.subjects[${String(plan.subjects.length)}]`);
              }}
            />
          ) : (
            <ImportedSubjectCard
              {...common}
              id={elsewhere}
              model={models.find(({ id, datasetHash }) => id === elsewhere && datasetHash === manifest.hash) ?? null}
            />
          );
        }}
      />
      <ComparedWith editor={editor} problems={problems} />
    </BuilderSection>
  );
}
