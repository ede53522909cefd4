import { attackMeasures } from '../../analysis/attack-measures';
import { underSetting, type AttackSetting } from '../../analysis/attack-setting';
import { decimal } from '../../analysis/format';
import type { SingleSourceFamily } from '../../analysis/measures/single-source';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import type { JudgedAttack } from '../../analysis/standing';
import { markedCell, noteWithMarks, points, share } from '../cell-text';
import { cells, left, right, type Block, type GlossaryEntry } from '../document';
import { glossary } from '../glossary';
import { sideBySide } from './side-by-side';

/** What is left of clean accuracy with one input attacked at a time, on average over the inputs. */
export function ratioBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const measured = models.filter(({ singleSource }) => singleSource.length > 0);
  if (measured.length === 0) return [];
  return sideBySide(measured).map((shown): Block => {
    const families = shown.flatMap(({ singleSource }) => singleSource);
    const titles = [...new Set(families.map(titleOf))];
    return {
      kind: 'table',
      caption: 'Robustness ratio',
      roomy: shown.length < 3,
      columns: [left('attack, on one input at a time'), ...shown.map(({ title }) => right(title))],
      rows: titles.map((title) =>
        cells(
          title,
          ...shown.map((model) => {
            const own = model.singleSource.find((family) => titleOf(family) === title);
            if (own === undefined) return share(null);
            const settings = own.sources.map(({ setting }) => setting);
            return markedCell(share(own.ratio), allOf(model, settings));
          }),
        ),
      ),
      note: noteWithMarks(
        'Accuracy under the attack, as a share of clean accuracy, averaged over the inputs attacked.',
        shown,
      ),
    };
  });
}

/** `PGD-20 l∞ · image 0.1, text 0.2`, `Decoupling · image, text`: some name their inputs by their budgets. */
function titleOf({ title, sources }: SingleSourceFamily): string {
  const inputs = sources.map(({ modality }) => modality);
  return inputs.every((id) => title.includes(id)) ? title : `${title} · ${inputs.join(', ')}`;
}

/** What attacking inputs together does beyond attacking one of them. */
export function togetherBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  return [...interactionBlocks(models), ...splittingBlocks(models)];
}

export function togetherTerms(models: readonly ModelAnalysis[]): readonly GlossaryEntry[] {
  return [
    ...(models.some(({ singleSource }) => singleSource.length > 0) ? [glossary.robustnessRatio] : []),
    ...(models.some(({ interactions }) => interactions.length > 0) ? [glossary.interaction] : []),
    ...(models.some(({ splitting }) => splitting.length > 0) ? [glossary.splitting] : []),
  ];
}

function interactionBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const found = models.flatMap((model) => model.interactions.map((interaction) => ({ model, interaction })));
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Inputs attacked together, beside each of them alone',
      columns: [
        left('model'),
        left('attack on several inputs'),
        right('interaction (points)'),
        right('changed together only'),
        right('changed by one alone only'),
        right('n'),
      ],
      rows: found.map(({ model, interaction: { joint, singles, mean, onlyTogether, onlyAlone } }) => {
        const attacks = [joint, ...singles.map(({ setting }) => setting)];
        return cells(
          model.title,
          joint.title,
          markedCell(points(mean), allOf(model, attacks)),
          decimal(onlyTogether),
          decimal(onlyAlone),
          decimal(mean.n),
        );
      }),
      note: noteWithMarks(
        'Over the samples answered correctly: those that the attack on all inputs changes, minus those that the same attack on one input alone changes, each with the same budget per input. Above zero, the inputs are weaker together. A sample changed by one alone only is one that the search over all of them missed.',
        models,
      ),
    },
  ];
}

function splittingBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const splits = models.flatMap((model) => model.splitting.map((split) => ({ model, split })));
  if (splits.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Effect of splitting the budget over the inputs',
      columns: [
        left('model'),
        left('split attack'),
        right('accuracy'),
        left('best single attack'),
        right('accuracy'),
        right('effect (points)'),
      ],
      rows: splits.map(({ model, split }) =>
        cells(
          model.title,
          split.joint.setting.title,
          share(split.joint.accuracy),
          split.single.setting.title,
          share(split.single.accuracy),
          points(split.effect),
        ),
      ),
      note: splits.some(({ split }) => !split.sameUnits)
        ? 'Effect: split minus single, paired by sample; below zero, splitting hurts more. Where the radii of the inputs have different units, the shared total is a convention of the protocol, not a matched cost.'
        : 'Below zero, splitting hurts more.',
    },
  ];
}

/** Attacks that a figure is of together: what makes one of them void makes it void. */
function allOf(model: ModelAnalysis, settings: readonly AttackSetting[]): Pick<JudgedAttack, 'faults'> {
  return { faults: settings.flatMap((setting) => judgedOf(model, setting)?.faults ?? []) };
}

/** The attack that figures are of, with what makes them void. */
export function judgedOf(model: ModelAnalysis, setting: AttackSetting): JudgedAttack | undefined {
  return underSetting<JudgedAttack>(attackMeasures(model), setting);
}
