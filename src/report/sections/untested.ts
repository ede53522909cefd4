import type { StudyAnalysis } from '../../analysis/study-analysis';
import { isVoted } from '../../shared/certificates/certificate';
import type { DegradationSetting } from '../../analysis/degradation-setting';
import { corruptionsOf, isNoise, missingFills } from '../../shared/degradations/degradation';
import { listOf } from '../../analysis/format';
import { uncertifiedWords } from '../../analysis/uncertified';
import type { AttackSetting, PerturbationSetting, RemovalSetting } from '../../analysis/attack-setting';
import { factsOf, Norm, type AttackChoice, type AttackName } from '../../shared/attacks/attack';
import { ensembleMembers } from '../../shared/attacks/ensemble';
import { isAdaptive, pathOf } from '../../shared/attacks/gradient-path';
import { normText } from '../../shared/attacks/gradient';
import { attackFacts } from '../../shared/attacks/registry';
import { attackReason, degradationReason } from '../../shared/planning/pixel-limits';
import { fillOf, modalityFacts, type ModalityKind } from '../../shared/data/modality';
import type { StudyPlan } from '../../shared/plan/plan';
import { readModalities, type Context } from './context';

/** What could have been tested and was not: what the lab can do to these inputs, less what the plan does; then the rest. */
export function untested({ settings, input }: Context): readonly string[] {
  const { segmentation } = input.analysis;
  const read = readModalities(input.run.plan);
  const modalities = input.analysis.data.modalities.filter(({ id }) => read.has(id));
  const ran = settings.flatMap(attacksIn);
  const adapted = ran.some((choice) => followsOtherwise(choice, input.run.plan));
  const unread = input.analysis.data.modalities.filter(({ id }) => !read.has(id)).map(({ id }) => id);
  return [
    ...attacksNotRun([...settings.map(({ choice }) => choice), ...ran], segmentation !== null),
    ...modalities.flatMap(({ id, kind }) => untestedOf(id, kind, settings, segmentation !== null)),
    ...togetherNotTried(
      modalities.map(({ id }) => id),
      settings,
      segmentation !== null,
    ),
    ...(unread.length === 0 ? [] : [`What the data hold besides and no model reads: ${listOf(unread)}.`]),
    ...notDegraded(modalities, input.analysis.degradations, segmentation !== null),
    `${ran.some(seesLabelsOnly) ? 'Other attacks' : 'Attacks'} that see the answers only; ${adapted ? 'attacks that adapt to a defence otherwise than by the gradients that they follow' : 'attacks that adapt to a defence'}; changes that keep the meaning, such as synonyms or rotations.`,
    ...uncertified(input.analysis),
    'Other data than the data set named, other sizes of model, and training with other seeds than those listed.',
  ];
}

/** Of what no lower bound is known. */
function uncertified({ certificates, subjects, uncertified: without }: StudyAnalysis): readonly string[] {
  if (certificates.length === 0)
    return ['Guaranteed lower bounds (certificates). All figures under attack are upper bounds on robustness.'];
  const models = subjects.flatMap((subject) => subject.models);
  const isProven = models.some(({ keptRadii }) => keptRadii.some(({ proven }) => typeof proven !== 'string'));
  return [
    ...(certificates.some(({ choice }) => isVoted(choice)) ? ['Attacks on the ensembles that are certified.'] : []),
    isProven
      ? 'Guaranteed lower bounds for changes other than small ones in l2; all figures under attack are upper bounds on robustness.'
      : 'Guaranteed lower bounds for the models themselves, of which all figures under attack are upper bounds.',
    ...without.map((own) => `What certificates would prove of other models. ${uncertifiedWords(own)}.`),
  ];
}

/** What may fail of each input without anybody who searches. */
function notDegraded(
  modalities: readonly { readonly id: string; readonly kind: ModalityKind }[],
  settings: readonly DegradationSetting[],
  ofPixels: boolean,
): readonly string[] {
  const words = modalities.flatMap(({ id, kind }) => {
    const own = settings.flatMap(({ choice }) => (choice.modalities.includes(id) ? [choice] : []));
    const used = new Set(own.flatMap((choice) => (choice.name === 'missing' ? [choice.by] : [])));
    const others = missingFills.filter((by) => !used.has(by));
    return [
      ...(degradationReason('noise', ofPixels) !== null || own.some(isNoise) ? [] : [`noise on the ${id}`]),
      ...(corruptionsOf(kind).length === 0 || own.some(({ name }) => name === 'corruption')
        ? []
        : [`natural corruptions of the ${id}`]),
      ...(used.size === 0
        ? [`a missing ${id}`]
        : others.length === 0
          ? []
          : [`a missing ${id} with ${listOf(others)} in its place`]),
    ];
  });
  return words.length === 0 ? [] : [`Inputs that fail by themselves: ${listOf(words)}.`];
}

/** Every model that the lab trains gives labels, scores, its embedding and gradients, so it could face any of them. */
function attacksNotRun(choices: readonly AttackChoice[], ofPixels: boolean): readonly string[] {
  const run = new Set<string>(choices.map(({ name }) => name));
  const missing = (Object.keys(attackFacts) as AttackName[])
    .filter((name) => !run.has(name))
    .filter((name) => attackReason(name, ofPixels) === null);
  const labels = missing.map((name) => factsOf({ name }).label);
  const others = ofPixels
    ? ['Attacks made for one answer per sample, such as removals and HopSkipJump: the lab has none of them for pixels.']
    : [];
  if (labels.length === 0) return others;
  return [
    ...others,
    `${listOf(labels)}: the lab has ${labels.length === 1 ? 'this attack' : 'these attacks'}, the plan has not.`,
  ];
}

function untestedOf(
  id: string,
  kind: ModalityKind,
  settings: readonly AttackSetting[],
  ofPixels: boolean,
): readonly string[] {
  const own = settings.filter(({ modalities }) => modalities.includes(id));
  const removals = own.filter((setting): setting is RemovalSetting => setting.kind === 'removal');
  const changes = own.filter(
    (setting): setting is PerturbationSetting => setting.kind === 'perturbation' && setting.radii[id] > 0,
  );
  const isEdited = own.some((setting) => setting.kind === 'edit');
  if (removals.length === 0 && changes.length === 0 && !isEdited) return [`The ${id}: no attack touched it.`];
  const where = modalityFacts[kind].latent ? ' in its embedding' : '';
  const norms = new Set(changes.map(({ choice }) => choice.norm));
  const otherNorms = Norm.options.filter((norm) => !norms.has(norm)).map(normText);
  const searched = new Set<string>(removals.map(({ choice }) => choice.fills[fillOf[kind].field]));
  const otherFills = (fillOf[kind].options as readonly string[]).filter((fill) => !searched.has(fill));
  return [
    ...(removals.length === 0 && !ofPixels ? [`Removals from the ${id}.`] : []),
    ...(changes.length === 0
      ? [`Small changes of the ${id}${where}.`]
      : otherNorms.length === 0
        ? []
        : [`Small changes of the ${id}${where} in ${listOf(otherNorms)}.`]),
    ...(removals.length === 0 || otherFills.length === 0
      ? []
      : [
          `Searches that fill what they remove from the ${id} with ${listOf(otherFills)}; a success found with ${listOf([...searched])} was tried under those.`,
        ]),
  ];
}

/** Attacks on one input at a time miss what only changes of several show. */
function togetherNotTried(
  ids: readonly string[],
  settings: readonly AttackSetting[],
  ofPixels: boolean,
): readonly string[] {
  if (ids.length < 2 || settings.length === 0) return [];
  const isTried = (kind: AttackSetting['kind']): boolean =>
    settings.some((setting) => setting.kind === kind && ids.every((id) => setting.modalities.includes(id)));
  const missing = [
    ...(ofPixels || isTried('removal') ? [] : ['removals']),
    ...(isTried('perturbation') ? [] : ['small changes']),
  ];
  return missing.length === 0 ? [] : [`The ${listOf(ids)} together, by ${listOf(missing)}.`];
}

/** The attacks that look: of an ensemble its members, along every path that some model has. */
function attacksIn({ choice }: AttackSetting): readonly AttackChoice[] {
  return choice.name === 'ensemble' ? ensembleMembers(choice) : [choice];
}

/** Does an attack go another way than the model's own gradient in some model of a plan? Most fusions have no other. */
function followsOtherwise(choice: AttackChoice, { subjects }: Pick<StudyPlan, 'subjects'>): boolean {
  if (!isAdaptive(choice)) return false;
  const { unroll, gradient } = pathOf(choice);
  const fusions: readonly string[] = unroll > 0 || gradient === 'tighter' ? ['deq'] : ['gated', 'qmf', 'mla'];
  return subjects.some(({ recipe }) => Object.keys(recipe.encoders).length > 1 && fusions.includes(recipe.fusion.name));
}

function seesLabelsOnly(choice: AttackChoice): boolean {
  return factsOf(choice)
    .requires(choice)
    .every((capability) => capability === 'labels');
}
