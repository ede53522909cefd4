import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/dataset';
import { texts } from '../../texts/catalogue';
import { inserted, replaced, without } from '../plan-edits';
import { problemExactlyAt } from '../../parts/problems';
import { RequirementLine } from './RequirementLine';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.requirements;

export interface RequirementsSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** Thresholds that the models have to meet. */
export function RequirementsSection({ editor, problems, manifest }: RequirementsSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const { requirements } = plan;
  const [opened] = useState(requirements.length);
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
            const fresh = { measure: 'accuracy', comparison: 'at-least', threshold: '' };
            edit({ ...plan, requirements: [...requirements, fresh] });
          }}
        >
          {words.add}
        </Button>
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.requirements')} />
      {requirements.length === 0 ? (
        <Text size="sm" c="dimmed">
          {words.none}
        </Text>
      ) : null}
      <Stack gap={6}>
        {requirements.map((requirement, index) => (
          <RequirementLine
            key={index}
            requirement={requirement}
            index={index}
            plan={plan}
            hasOracle={manifest.oracle !== null}
            problems={problems}
            isFresh={index >= opened}
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
        ))}
      </Stack>
    </BuilderSection>
  );
}
