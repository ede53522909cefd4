import { Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { attackFacts } from '../../../shared/attacks/registry';
import type { DatasetManifest } from '../../../shared/dataset';
import { canonicalJson } from '../../../shared/identity';
import { starterAttacks } from '../../../shared/planning/attack-presets';
import { attackCatalogue } from '../../../shared/planning/choice-catalogue';
import { factsOf, type AttackName } from '../../../shared/attack';
import { texts } from '../../texts/catalogue';
import { AddMenu } from '../AddMenu';
import { AttackDraft } from '../../plans/plan-draft';
import { withAttack, withAttackBack, withoutAttack } from '../plan-edits';
import { problemExactlyAt } from '../../parts/problems';
import { AttackCard } from './AttackCard';
import { attackTitle } from './attack-title';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.attacks;
const names = Object.keys(attackFacts) as AttackName[];

export interface AttacksSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
}

/** What is done to the models, and how much of it. */
export function AttacksSection({ editor, problems, manifest }: AttacksSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const catalogue = useMemo(attackCatalogue, []);
  const [opened] = useState(plan.attacks.length);
  const add = (name: AttackName): void => {
    const known = new Set(plan.attacks.map((attack) => canonicalJson(attack)));
    const fresh = starterAttacks(name, manifest.modalities)
      .map((attack) => AttackDraft.parse(attack))
      .filter((attack) => !known.has(canonicalJson(attack)));
    edit({ ...plan, attacks: [...plan.attacks, ...fresh] });
  };
  return (
    <BuilderSection
      title={words.title}
      where="plan.attacks"
      lead={words.lead}
      actions={
        <AddMenu
          label={words.add}
          choices={names.map((name) => ({
            name,
            label: factsOf({ name }).label,
            meaning: catalogue.find((choice) => choice.name === name)?.meaning,
          }))}
          onAdd={add}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.attacks')} />
      {plan.attacks.length === 0 ? <Text size="sm">{words.none}</Text> : null}
      <Stack gap={6}>
        {plan.attacks.map((attack, index) => (
          <AttackCard
            key={index}
            attack={attack}
            index={index}
            plan={plan}
            manifest={manifest}
            choice={catalogue.find(({ name }) => name === attack.name)}
            problems={problems}
            isFresh={index >= opened}
            onChange={(next) => {
              edit(withAttack(plan, index, next));
            }}
            onCopy={() => {
              edit({ ...plan, attacks: [...plan.attacks, structuredClone(attack)] });
            }}
            onRemove={() => {
              takeAway(withoutAttack(plan, index), {
                text: words.removed(attackTitle(attack, index)),
                putBack: (now) => withAttackBack(now, plan, index),
              });
            }}
          />
        ))}
      </Stack>
    </BuilderSection>
  );
}
