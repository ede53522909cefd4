import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { degradationLabels, type DegradationName } from '../../../shared/degradations/degradation';
import { degradationCatalogue } from '../../../shared/planning/choice-catalogue';
import { degradationReason, plansPixels } from '../../../shared/planning/pixel-limits';
import { problemExactlyAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { AddMenu } from '../AddMenu';
import { replaced, withDegradationBack, withoutDegradation } from '../plan-edits';
import { DegradationCard, degradationCardTitle } from './DegradationCard';
import { EntryList } from './EntryList';
import { fresh } from './unspoilt';
import { useSeek } from '../../parts/sought';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.degradations;
const names = Object.keys(degradationLabels) as DegradationName[];

export interface DegradationsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** What happens to inputs without anybody who searches: noise, and modalities that are not there. */
export function DegradationsSection({ editor, problems, manifest }: DegradationsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const { degradations } = plan;
  const seek = useSeek();
  const catalogue = useMemo(degradationCatalogue, []);
  return (
    <BuilderSection
      title={words.title}
      where="plan.degradations"
      lead={words.lead}
      actions={
        <AddMenu
          label={words.add}
          choices={names.map((name) => ({
            name,
            label: degradationLabels[name],
            meaning: catalogue.find((choice) => choice.name === name)?.meaning,
            reason: degradationReason(name, plansPixels(plan.subjects)),
          }))}
          onAdd={(name) => {
            edit({ ...plan, degradations: [...degradations, fresh(name, degradations, manifest)] });
            seek(`plan.degradations[${String(degradations.length)}]`);
          }}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.degradations')} />
      <EntryList
        items={degradations}
        none={words.none}
        card={(degradation, index, isFresh) => (
          <DegradationCard
            degradation={degradation}
            index={index}
            manifest={manifest}
            choice={catalogue.find(({ name }) => name === degradation.name)}
            problems={problems}
            isFresh={isFresh}
            onChange={(next) => {
              edit({ ...plan, degradations: replaced(degradations, index, next) });
            }}
            onRemove={() => {
              takeAway(withoutDegradation(plan, index), {
                text: words.removed(degradationCardTitle(degradation, index)),
                putBack: (now) => withDegradationBack(now, plan, index),
              });
            }}
          />
        )}
      />
    </BuilderSection>
  );
}
