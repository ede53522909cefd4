import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Problem } from '../../../shared/problem';
import { texts } from '../../texts/catalogue';
import { withField, withoutFields } from '../../parts/part-draft';
import { fieldAt } from '../../parts/problems';
import type { DegradationDraft, RequirementDraft } from '../../plans/plan-draft';
import { degradationOptions, levelsToChoose } from './requirement-options';

const words = texts.builder.requirements;

export interface RequirementDegradationProps {
  readonly requirement: RequirementDraft;
  readonly where: string;
  readonly degradations: readonly DegradationDraft[];
  readonly problems: readonly Problem[];
  readonly onChange: (requirement: RequirementDraft) => void;
}

/** Which input fails, and at which of its levels. */
export function RequirementDegradation(props: RequirementDegradationProps): ReactNode {
  const { requirement, where, degradations, problems, onChange } = props;
  const { degradation, level } = requirement;
  const levels = levelsToChoose(degradation === undefined ? undefined : degradations.at(degradation));
  return (
    <>
      <Select
        label={words.degradation}
        w={220}
        allowDeselect={false}
        placeholder={words.choose}
        data={degradationOptions(degradations)}
        value={degradation === undefined ? null : String(degradation)}
        {...fieldAt(problems, `${where}.degradation`)}
        onChange={(place) => {
          const bare = withoutFields(requirement, ['level']);
          onChange(withField(bare, 'degradation', place === null ? undefined : Number(place)));
        }}
      />
      <Select
        label={words.level}
        w={170}
        allowDeselect={false}
        disabled={levels.length === 0 && level === undefined}
        data={[
          { value: '', label: words.everyLevel },
          ...levels.map((each) => ({ value: String(each), label: words.levelOf(String(each)) })),
        ]}
        value={level === undefined ? '' : String(level)}
        {...(levels.length === 0 ? { description: words.needsLevels } : {})}
        {...fieldAt(problems, `${where}.level`)}
        onChange={(chosen) => {
          onChange(withField(requirement, 'level', chosen === null || chosen === '' ? undefined : Number(chosen)));
        }}
      />
    </>
  );
}
