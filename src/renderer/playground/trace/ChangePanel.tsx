import { Select, Text } from '@mantine/core';
import { IconWaveSine } from '@tabler/icons-react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import { factsOf, type GradientChoice } from '../../../shared/attacks/attack';
import { normText } from '../../../shared/attacks/gradient';
import type { AttackSteps } from '../../../shared/attacks/change';
import { modalityFacts } from '../../../shared/data/modality';
import { blackBoxLimit } from '../../../shared/planning/black-box-limits';
import type { SampleView } from '../../../shared/samples/sample-view';
import type { ModelDescription } from '../../../shared/models/model-description';
import { modalityIds } from '../../../shared/recipe/recipe';
import { shownText } from '../../../shared/text/shown-text';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { defaultText } from '../../parts/field-text';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { NumberField } from '../../ui/NumberField';
import { AttackPanel } from './AttackPanel';
import {
  choiceOf,
  choiceProblems,
  gradientAttacks,
  isLatent,
  normsOf,
  radiusFor,
  stepsField,
  type ChangeDraft,
} from './change-choice';
import { ChangeStepper } from './ChangeStepper';

const words = texts.playground.change;
const everything = '*';

export interface ChangePanelProps {
  readonly model: ModelDescription;
  readonly sample: SampleView;
}

/** Runs a gradient attack on the sample and shows it step by step; not drawn anew by what is removed by hand, as `TracePanel`. */
export const ChangePanel = memo(function ChangePanel({ model, sample }: ChangePanelProps): ReactNode {
  const lab = useLab();
  const { modalities } = model;
  const read = modalityIds(model.spec.recipe);
  const [draft, setDraft] = useState<ChangeDraft>(() => {
    const first = read.find((id) => !isLatent(modalities, id)) ?? read[0];
    return {
      name: 'pgd',
      norm: isLatent(modalities, first) ? 'l2' : 'linf',
      modalities: [first],
      radii: {},
      steps: 20,
    };
  });
  const [way, setWay] = useState<{ readonly choice: GradientChoice; readonly steps: AttackSteps | null } | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    setWay(null);
    const attack = choiceOf(draft, modalities);
    const taken = await lab.request('attack.steps', { model: model.id, sample: sample.id, attack }, { signal });
    setWay({ choice: attack, steps: taken });
  });
  useEffect(() => cancel, [cancel]);
  const problems = choiceProblems(draft, modalities);
  const reason =
    model.imported === undefined || problems.length > 0
      ? null
      : blackBoxLimit(choiceOf(draft, modalities), modalities, model.imported);
  const label = gradientAttacks.find(({ name }) => name === draft.name)?.label ?? draft.name;
  const steps = stepsField(draft.name);
  const on = draft.modalities.length > 1 ? everything : draft.modalities[0];
  return (
    <AttackPanel
      id="change"
      words={words}
      icon={<IconWaveSine size={15} aria-hidden />}
      choices={
        <>
          <Select
            label={words.attack}
            w={110}
            allowDeselect={false}
            value={draft.name}
            data={gradientAttacks.map(({ name, label }) => ({ value: name, label }))}
            onChange={(value) => {
              const found = gradientAttacks.find(({ name }) => name === value);
              if (found === undefined) return;
              const own = normsOf(found.name);
              setDraft({
                ...draft,
                name: found.name,
                ...(own.includes(draft.norm) ? {} : { norm: own[0], radii: {} }),
              });
            }}
          />
          {read.length < 2 ? null : (
            <Select
              label={words.on}
              w={180}
              allowDeselect={false}
              value={on}
              data={[
                ...read.map((modality) => ({ value: modality, label: shownText(modality) })),
                { value: everything, label: texts.playground.trace.all },
              ]}
              onChange={(value) => {
                setDraft({ ...draft, modalities: value === null || value === everything ? read : [value], radii: {} });
              }}
            />
          )}
          <Select
            label={words.norm}
            w={200}
            allowDeselect={false}
            value={draft.norm}
            data={normsOf(draft.name).map((norm) => ({ value: norm, label: words.norms[norm] }))}
            onChange={(norm) => {
              if (norm !== null) setDraft({ ...draft, norm, radii: {} });
            }}
          />
          {draft.modalities.map((modality) => (
            <NumberField
              key={modality}
              label={words.radius(shownText(modality))}
              description={modalityFacts[modalities[modality].kind].radius}
              w={150}
              step={0.01}
              value={draft.radii[modality] ?? radiusFor(modalities, modality, draft.norm)}
              error={problemAt(problems, `attack.budgets[0].${modality}`)}
              onChange={(radius) => {
                setDraft({ ...draft, radii: { ...draft.radii, [modality]: radius } });
              }}
            />
          ))}
          {steps === undefined ? null : (
            <NumberField
              label={words.steps}
              w={110}
              step={1}
              placeholder={defaultText(steps)}
              value={draft.steps}
              error={problemAt(problems, 'attack.steps')}
              onChange={(wished) => {
                setDraft({ ...draft, steps: wished });
              }}
            />
          )}
        </>
      }
      sound={problems.length === 0 && reason === null}
      reason={reason === null ? null : shownText(words.not(label, reason))}
      working={busy === null ? null : words.attacking}
      error={error}
      onStart={start}
      onCancel={cancel}
    >
      {way === null ? null : way.steps === null ? (
        <Text size="sm" role="status">
          {words.alreadyWrong}
        </Text>
      ) : (
        <ChangeStepper
          key={JSON.stringify(way.choice)}
          steps={way.steps}
          sample={sample}
          data={model}
          attack={factsOf(way.choice).shortTitle(way.choice)}
          norm={normText(way.choice.norm)}
        />
      )}
    </AttackPanel>
  );
});
