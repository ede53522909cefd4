import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { plansPixels } from '../../../shared/planning/pixel-limits';
import { texts } from '../../texts/catalogue';
import { inserted, replaced, without } from '../plan-edits';
import { problemExactlyAt } from '../../parts/problems';
import { EntryList } from './EntryList';
import { firstMeasure, type AskedOf } from './requirement-options';
import { RequirementLine } from './RequirementLine';
import { useSeek } from '../../parts/sought';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.requirements;

export interface RequirementsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** Thresholds that the models have to meet. */
export function RequirementsSection({ editor, problems, manifest }: RequirementsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const { requirements } = plan;
  const asked: AskedOf = {
    pixels: plansPixels(plan.subjects),
    target: manifest.target,
    hasOracle: manifest.oracle !== null,
    degradations: plan.degradations.length,
  };
  const seek = useSeek();
  return (
    <BuilderSection
      title={words.title}
      where="plan.requirements"
      lead={words.lead}
      actions={
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => {
            const fresh = { measure: firstMeasure(asked), comparison: 'at-least', threshold: '' };
            edit({ ...plan, requirements: [...requirements, fresh] });
            seek(`plan.requirements[${String(requirements.length)}]`);
          }}
        >
          {words.add}
        </Button>
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.requirements')} />
      <EntryList
        items={requirements}
        none={words.none}
        card={(requirement, index, isFresh) => (
          <RequirementLine
            requirement={requirement}
            index={index}
            plan={plan}
            asked={asked}
            problems={problems}
            isFresh={isFresh}
            onChange={(next) => {
              edit({ ...plan, requirements: replaced(requirements, index, next) });
            }}
            onRemove={() => {
              takeAway(
                { ...plan, requirements: without(requirements, index) },
                {
                  text: words.removed,
                  putBack: (now) => ({ ...now, requirements: inserted(now.requirements, index, requirement) }),
                },
              );
            }}
          />
        )}
      />
    </BuilderSection>
  );
}
