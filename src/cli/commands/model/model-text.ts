import { attentionWords } from '../../../analysis/attention-cost';
import { sensitivities, type Sensitivity } from '../../../analysis/certificates/crmt/sensitivity';
import { decimal, percent, percentEstimate } from '../../../analysis/format';
import { importedFacts } from '../../../analysis/imported-facts';
import { partSizesOf } from '../../../analysis/part-sizes';
import { retrievalNote, retrievalRows, type RetrievalRow } from '../../../analysis/retrieval';
import { isMadeElsewhere } from '../../../shared/models/brought';
import { duration } from '../../../analysis/quantities';
import { rateOfCounts } from '../../../analysis/statistics/estimate';
import { groupsInWords, hardeningOf, keptByCleanLoss, plainFields } from '../../../shared/training/hardening';
import { shortId } from '../../../shared/identity';
import { hidesWeights } from '../../../shared/imported/source-facts';
import { choiceText } from '../../../shared/planning/choice-text';
import { subjectSources } from '../../../shared/recipe/subject-sources';
import { fidelityText } from '../../../shared/attacks/facts';
import { adapterFacts, adapterLine, adaptersNote, aloneRows } from '../../../analysis/adapter-rows';
import { keptEpochs } from '../../../shared/training/kept-epochs';
import { methodOf } from '../../../shared/training/training-method';
import type { ModelDescription } from '../../../shared/models/model-description';
import { leastImprovement } from '../../../shared/training/training';
import type { CurvePoint } from '../../../shared/training/training-progress';
import { visibleText } from '../../../shared/text/visible-text';
import { facts, table } from '../../table';
import type { Terminal } from '../../terminal';

/** `92.4 % [91.6, 93.2]`, on the whole test split. */
export function testAccuracy(model: ModelDescription): string {
  return percentEstimate(rateOfCounts(model.test.correct, model.test.count));
}

export function printModel(model: ModelDescription, name: string | null, terminal: Terminal): void {
  if (isMadeElsewhere(model)) {
    printImported(model, name, terminal);
    return;
  }
  const { fusion, head } = model.spec.recipe;
  const hardened = hardeningOf(model.spec.training);
  const attention = attentionWords(model.spec.recipe);
  const adapters = adapterFacts(model);
  terminal.print(terminal.out.bold(visibleText(name ?? model.title)));
  facts([
    ...(name === null ? [] : [['title', visibleText(model.title)] as const]),
    ['id', shortId(model.id)],
    ['data set', `${model.spec.dataset} (${shortId(model.datasetHash)})`],
    ...encoderFacts(model.spec.recipe),
    ['fusion', choiceText(fusion)],
    ...subjectSources(model.spec).map(({ of, source }): readonly [string, string] => [
      { fusion: '  its source', encoder: '  source of its encoder', training: '  source of its training' }[of],
      fidelityText(source),
    ]),
    ['head', choiceText(head)],
    ['training', choiceText(plainFields(model.spec.training))],
    ...methodOf(model.spec.training),
    ...groupsInWords(model.spec.training),
    ['seed', String(model.spec.seed)],
    ['parameters', decimal(model.parameters)],
    ...(partSizesOf(model) ?? []).map((size): readonly [string, string] => [
      size.part === 'encoder' ? `  encoder of ${visibleText(size.modality)}` : `  ${size.part}`,
      decimal(size.weights),
    ]),
    ...(attention === null ? [] : [['attention', attention] as readonly [string, string]]),
    ...(adapters === null ? [] : [['adapters', adapterLine(adapters)] as const]),
    ...aloneRows(model).map(({ modality, test, kept }): readonly [string, string] => [
      `  ${visibleText(modality)} by itself`,
      `${test}, epoch ${kept}`,
    ]),
    ...Object.entries(model.pretrainedFrom ?? {}).map(([modality, { file, weights }]): readonly [string, string] => [
      `  ${visibleText(modality)} from`,
      `${visibleText(file)} (weights ${shortId(weights)}, ${model.spec.training.pretrained[modality].encoder})`,
    ]),
    ['test accuracy', `${testAccuracy(model)}, n ${decimal(model.test.count)}`],
    ['epoch kept', `${keptEpoch(model)}, ${duration(model.seconds)} on ${visibleText(model.device)}`],
    ['weights', shortId(model.weightsHash)],
  ]).forEach(terminal.print);
  if (hardened.length > 0) terminal.print(terminal.out.dim(keptByCleanLoss));
  if (adapters !== null) terminal.print(terminal.out.dim(adaptersNote));
  printRetrieval(model, terminal);
  printSensitivities(model, terminal);
  if (model.curve.length === 0) return;
  terminal.print();
  table<CurvePoint>(
    [
      { title: 'epoch', text: (point) => String(point.epoch), align: 'right' },
      { title: 'train loss', text: (point) => point.trainLoss.toFixed(3), align: 'right' },
      { title: 'accuracy', text: (point) => percent(point.trainAccuracy), align: 'right' },
      { title: 'validation loss', text: (point) => point.validationLoss.toFixed(3), align: 'right' },
      { title: 'accuracy', text: (point) => percent(point.validationAccuracy), align: 'right' },
      ...[...new Set(model.curve.flatMap(({ ownAccuracy = {} }) => Object.keys(ownAccuracy)))].map((modality) => ({
        title: `${visibleText(modality)} alone`,
        text: ({ ownAccuracy }: CurvePoint) => percent(ownAccuracy?.[modality] ?? null),
        align: 'right' as const,
      })),
      ...Object.keys(model.curve[0].pairs ?? {}).map((pair) => ({
        // In the order of what is recorded; the middle two are one type in UniS-MMC.
        title: `${visibleText(pair)}: both, one, none right`,
        text: ({ pairs }: CurvePoint) => pairText(pairs?.[pair]),
        align: 'right' as const,
      })),
      ...Object.keys(model.curve[0].drift ?? {}).map((modality) => ({
        title: `${visibleText(modality)} moved`,
        text: ({ drift }: CurvePoint) => percent(drift?.[modality] ?? null),
        align: 'right' as const,
      })),
    ],
    model.curve,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

type Fact = readonly [string, string];

function encoderFacts({ encoders }: ModelDescription['spec']['recipe']): readonly Fact[] {
  return Object.entries(encoders).map(([modality, encoder]): Fact => [
    `${visibleText(modality)} encoder`,
    choiceText(encoder),
  ]);
}

function recipeFacts(recipe: ModelDescription['spec']['recipe']): readonly Fact[] {
  return [...encoderFacts(recipe), ['fusion', choiceText(recipe.fusion)], ['head', choiceText(recipe.head)]];
}

/** One that was made elsewhere: of its training the lab knows nothing, nor of its parts, unless only its weights were brought. */
function printImported(model: ModelDescription, name: string | null, terminal: Terminal): void {
  const isUnknown = hidesWeights(model);
  terminal.print(terminal.out.bold(visibleText(name ?? model.title)));
  facts([
    ...(name === null ? [] : [['title', visibleText(model.title)] as const]),
    ['id', shortId(model.id)],
    ['data set', `${model.spec.dataset} (${shortId(model.datasetHash)})`],
    ...importedFacts(model).map(([what, text]): readonly [string, string] => [
      visibleText(what.charAt(0).toLowerCase() + what.slice(1)),
      visibleText(text),
    ]),
    ...(model.brought === undefined ? [] : recipeFacts(model.spec.recipe)),
    ['parameters', isUnknown ? 'not known' : decimal(model.parameters)],
    ['test accuracy', `${testAccuracy(model)}, n ${decimal(model.test.count)}`],
    ['weights', isUnknown ? 'not known' : shortId(model.weightsHash)],
  ]).forEach(terminal.print);
}

/** Passes that a line tells of, evenly spread. */
const mostPasses = 8;

/** `1: 42.1, 26: 30.2, 51: 28.9`. */
function lossesText(losses: readonly number[]): string {
  const shown = Math.min(mostPasses, losses.length);
  const places = Array.from({ length: shown }, (_, index) =>
    shown === 1 ? 0 : Math.round((index * (losses.length - 1)) / (shown - 1)),
  );
  return places.map((place) => `${String(place + 1)}: ${decimal(losses[place])}`).join(', ');
}

function pairText(shares: readonly number[] | undefined): string {
  if (shares === undefined) return percent(null);
  const [both, first, second, neither] = shares;
  return [both, first + second, neither].map(percent).join(', ');
}

/** Of an encoder that learned without labels: how its loss fell, and how well the nearest sample tells a class. */
function printRetrieval({ pretraining }: ModelDescription, terminal: Terminal): void {
  if (pretraining === undefined) return;
  terminal.print();
  table<RetrievalRow>(
    [
      { title: 'learned without labels', text: ({ modality }) => visibleText(modality) },
      { title: 'nearest, at the start', text: ({ before }) => before, align: 'right' },
      { title: 'nearest, without labels', text: ({ after }) => after, align: 'right' },
    ],
    retrievalRows(pretraining),
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
  terminal.print(terminal.out.dim(retrievalNote));
  terminal.print(`loss without labels by pass: ${lossesText(pretraining.losses)}`);
}

/** Of a decision that is a sum over the modalities: how much each counts, and how fast it can change a logit. */
function printSensitivities({ integration }: ModelDescription, terminal: Terminal): void {
  if (integration === undefined) return;
  terminal.print();
  table<Sensitivity>(
    [
      { title: 'modality', text: ({ modality }) => visibleText(modality) },
      { title: 'mean weight', text: ({ weight }) => decimal(weight), align: 'right' },
      { title: 'slope seen (estimate)', text: ({ slope }) => decimal(slope), align: 'right' },
      { title: 'slope proven', text: ({ proven }) => (proven === null ? 'none' : decimal(proven)), align: 'right' },
    ],
    sensitivities(integration),
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}

/** `5 of 8`; where a later one has a lower loss, why it was not kept. */
function keptEpoch(model: ModelDescription): string {
  const { alone, bestEpoch, curve } = model;
  if (alone !== undefined) return visibleText(keptEpochs(model));
  const kept = curve.find(({ epoch }) => epoch === bestEpoch);
  const lower = curve.some(
    ({ epoch, validationLoss }) => epoch > bestEpoch && validationLoss < (kept?.validationLoss ?? 0),
  );
  const why = lower ? ` (later ones lower the validation loss by no more than ${String(leastImprovement)})` : '';
  return `${String(bestEpoch)} of ${String(curve.length)}${why}`;
}
