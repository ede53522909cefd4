import { notifications } from '@mantine/notifications';
import { useMemo, type ReactNode } from 'react';
import { attackFacts } from '../../../shared/attacks/registry';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { ModelDescription } from '../../../shared/models/model-description';
import { attackCatalogue } from '../../../shared/planning/choice-catalogue';
import { attackOnImported, sourcesAmong } from '../../../shared/planning/imported-attacks';
import { attackReason, plansPixels } from '../../../shared/planning/pixel-limits';
import { attackLimit } from '../../../shared/planning/target-limits';
import { factsOf, type AttackName } from '../../../shared/attacks/attack';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import type { PlanDraft } from '../../plans/plan-draft';
import { AddMenu } from '../AddMenu';
import { withAttack, withAttackBack, withoutAttack } from '../plan-edits';
import { withField } from '../../parts/part-draft';
import { fieldAt, problemExactlyAt } from '../../parts/problems';
import { NumberField } from '../../ui/NumberField';
import { AttackCard } from './AttackCard';
import { attackTitle } from './attack-title';
import { EntryList } from './EntryList';
import { importedSubjects } from './imported-subjects';
import { newAttacks } from './new-attacks';
import { useSeek } from '../../parts/sought';
import { BuilderSection, ProblemText, type SectionProps } from './section';

const words = texts.builder.attacks;

/** The first model that no attack of the plan is made on yet. @param able those that attacks can be made on */
function nextSource({ attacks }: PlanDraft, able: readonly string[]): string | undefined {
  const used = attacks.map(({ source }) => source);
  return able.find((name) => !used.includes(name)) ?? able.at(0);
}

const names = Object.keys(attackFacts) as AttackName[];

/** A reason may name a model. */
const shown = (reason: string | null): string | null => (reason === null ? null : shownText(reason));

export interface AttacksSectionProps extends SectionProps {
  readonly manifest: DatasetManifest;
  /** Of the lab. */
  readonly models: readonly ModelDescription[];
}

/** What is done to the models, and how much of it. */
export function AttacksSection({ editor, problems, manifest, models }: AttacksSectionProps): ReactNode {
  const { plan, edit, takeAway } = editor;
  const seek = useSeek();
  const catalogue = useMemo(attackCatalogue, []);
  const imported = importedSubjects(plan.subjects, models);
  const able = sourcesAmong(
    plan.subjects.map(({ name }) => name),
    imported,
  );
  const usual = (name: AttackName) => attackOnImported(name, manifest, imported, nextSource(plan, able));
  const add = (name: AttackName): void => {
    const fresh = newAttacks(plan.attacks, usual(name).drafts, plansPixels(plan.subjects));
    if (fresh.length === 0) {
      notifications.show({ message: words.nothingNew(factsOf({ name }).label) });
      return;
    }
    const { length } = plan.attacks;
    edit({ ...plan, attacks: [...plan.attacks, ...fresh] });
    seek(`plan.attacks[${String(length)}]`);
    if (fresh.length > 1) {
      notifications.show({ message: words.added(fresh.map((attack, place) => attackTitle(attack, length + place))) });
    }
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
            reason: shown(
              attackReason(name, plansPixels(plan.subjects)) ??
                attackLimit({ name }, manifest.target) ??
                usual(name).reason,
            ),
          }))}
          onAdd={add}
        />
      }
    >
      <ProblemText text={problemExactlyAt(problems, 'plan.attacks')} />
      <EntryList
        items={plan.attacks}
        none={words.none}
        card={(attack, index, isFresh) => (
          <AttackCard
            attack={attack}
            index={index}
            plan={plan}
            manifest={manifest}
            choice={catalogue.find(({ name }) => name === attack.name)}
            problems={problems}
            isFresh={isFresh}
            onChange={(next) => {
              edit(withAttack(plan, index, next));
            }}
            onCopy={() => {
              edit({ ...plan, attacks: [...plan.attacks, structuredClone(attack)] });
              seek(`plan.attacks[${String(plan.attacks.length)}]`);
            }}
            onRemove={() => {
              takeAway(withoutAttack(plan, index), {
                text: words.removed(attackTitle(attack, index)),
                putBack: (now) => withAttackBack(now, plan, index),
              });
            }}
          />
        )}
      />
      <NumberField
        label={words.stored}
        description={words.storedHint}
        w={340}
        step={10}
        placeholder={words.storedNone}
        value={plan.storedInputs}
        {...fieldAt(problems, 'plan.storedInputs')}
        onChange={(value) => {
          edit(withField(plan, 'storedInputs', value === '' ? undefined : value));
        }}
      />
    </BuilderSection>
  );
}
