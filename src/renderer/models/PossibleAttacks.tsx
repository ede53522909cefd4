import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOf } from '../../analysis/format';
import { factsOf } from '../../shared/attacks/attack';
import type { ModalitySpecs } from '../../shared/data/modality';
import { blackBoxAttacks, type ImportedGives } from '../../shared/planning/black-box-limits';
import { shownText } from '../../shared/text/shown-text';
import type { Target } from '../../shared/data/target';
import { texts } from '../texts/catalogue';

const words = texts.modelImport.attacks;

export interface PossibleAttacksProps {
  /** Those that the model reads. */
  readonly modalities: ModalitySpecs;
  readonly gives: ImportedGives;
  /** What the data ask for in place of one class. */
  readonly target: Target | undefined;
}

/** Which attacks an imported model can be put to, and why not to the others. */
export function PossibleAttacks({ modalities, gives, target }: PossibleAttacksProps): ReactNode {
  const attacks = blackBoxAttacks(modalities, gives, target).map(({ name, reason }) => ({
    title: factsOf({ name }).label,
    reason,
  }));
  const titlesFor = (wanted: string | null): readonly string[] =>
    attacks.flatMap(({ title, reason }) => (reason === wanted ? [title] : []));
  const reasons = [...new Set(attacks.flatMap(({ reason }) => reason ?? []))];
  return (
    <>
      <Text size="sm">
        <b>{words.possible}:</b> {listOf([...titlesFor(null), words.others])}.
      </Text>
      {reasons.length === 0 ? null : (
        <>
          <Text size="sm" mt={4} fw={600}>
            {words.not}:
          </Text>
          <List size="sm">
            {reasons.map((reason) => (
              <List.Item key={reason}>{shownText(words.names(listOf(titlesFor(reason)), reason))}</List.Item>
            ))}
          </List>
        </>
      )}
    </>
  );
}
