import { countOf, decimal, percent } from '../../analysis/format';
import { answerShares, type AnswerShare } from '../../analysis/answer-shares';
import type { Region } from '../../shared/data/modality';
import type { AttackTrace, TraceStep } from '../../shared/attacks/attack-trace';
import {
  boxesInPicture,
  cellWords,
  elementsShown,
  isSkeletonView,
  type SampleView,
  type ValueView,
} from '../../shared/samples/sample-view';
import type { RemovalFound } from '../../shared/records/record';
import { boxesOf, wordsOf } from '../../shared/samples/regions';
import { answerName, rightWords, truthName } from '../../shared/data/target';
import { visibleText } from '../../shared/text/visible-text';
import type { Style } from '../style';
import type { Terminal } from '../terminal';
import { clip, displayWidth, wrap } from '../width';
import { drawPicture, pictureOf } from './picture';
import { drawSkeleton } from './skeleton';
import { bar, drawProbabilities } from './probabilities';
import { drawWords } from './sentence';
import { sideBySide } from './side-by-side';
import { drawValue } from './value';

/** Columns at most for one of two pictures beside each other. */
const pictureLimit = 40;

/**
 * An attack on one sample as lines: the sample, the queries of each stage, and what was found.
 *
 * @param limit queries of each stage to list; what is left out is counted
 */
export function drawTrace(trace: AttackTrace, limit: number, terminal: Terminal): readonly string[] {
  const style = terminal.out;
  const clean = trace.steps.find(({ stage }) => stage === 'clean');
  return [
    style.bold(`Sample ${visibleText(trace.sample.id)}`),
    ...(trace.found === null
      ? drawSample(trace.sample, terminal)
      : drawBeforeAndAfter(trace.sample, trace.found.regions, terminal)),
    '',
    style.bold('Before the attack') + style.dim(`  (${truthWords(trace)})`),
    ...(clean === undefined ? [] : drawProbabilities(clean.prediction.logits, trace, trace.sample.label, style)),
    '',
    ...drawStage(trace, 'search', 'Search: one removal at a time; hits (+) stay candidates', limit, terminal),
    '',
    ...drawStage(
      trace,
      'combination',
      'Combination: candidates removed together until the answer changes',
      limit,
      terminal,
    ),
    '',
    ...drawOutcome(trace, terminal),
  ];
}

function drawSample(sample: SampleView, terminal: Terminal): readonly string[] {
  const limit = Math.min(2 * pictureLimit, terminal.width);
  return Object.values(sample.values).flatMap((value) => drawValue(value, limit, terminal));
}

function drawBeforeAndAfter(sample: SampleView, regions: readonly Region[], terminal: Terminal): readonly string[] {
  const style = terminal.out;
  return Object.entries(sample.values).flatMap(([modality, value]) => {
    switch (value.kind) {
      case 'image':
      case 'audio':
      case 'series': {
        if (isSkeletonView(value)) {
          return [visibleText(modality), ...drawSkeleton(value, boxesOf(regions, modality), terminal.width, terminal)];
        }
        const picture = pictureOf(value);
        const boxes = boxesInPicture(value, boxesOf(regions, modality));
        const width = Math.min(pictureLimit, picture.width);
        return sideBySide([
          { title: visibleText(modality), width, lines: drawPicture(picture, [], style, pictureLimit) },
          {
            title: boxes.length === 0 ? 'nothing removed' : 'removed',
            width,
            lines: drawPicture(picture, boxes, style, pictureLimit),
          },
        ]);
      }
      case 'tabular':
        return [drawWords(cellWords(value), wordsOf(regions, modality), style)];
      case 'text':
        return [drawWords(value.words, wordsOf(regions, modality), style)];
      default:
        return value satisfies never;
    }
  });
}

function drawStage(
  trace: AttackTrace,
  stage: 'search' | 'combination',
  title: string,
  limit: number,
  terminal: Terminal,
): readonly string[] {
  const steps = trace.steps.filter((step) => step.stage === stage);
  const { out: style } = terminal;
  const heading = `${style.bold(title)} ${style.dim(`(${countOf(steps.length, 'query', 'queries')}, ${countOf(steps.filter(({ hit }) => hit).length, 'hit')})`)}`;
  // The query that changes the answer is the last one: it is always shown.
  const shown = steps.length <= limit ? steps : [...steps.slice(0, Math.max(0, limit - 1)), ...steps.slice(-1)];
  const lines = shown.map((step) => drawStep(step, steps.indexOf(step) + 1, trace, terminal));
  const left = steps.length - shown.length;
  if (left > 0) lines.splice(-1, 0, style.dim(`  … ${countOf(left, 'query', 'queries')} not shown (--steps)`));
  return [heading, ...lines];
}

function drawStep(step: TraceStep, number: number, trace: AttackTrace, terminal: Terminal): string {
  const { out: style } = terminal;
  const { label } = trace.sample;
  const share = shareOf(trace, answerShares(trace, step.prediction.logits, label));
  // A value has no share: it is told itself.
  const told =
    share === null
      ? decimal(step.prediction.logits[0]).padStart(25)
      : `${bar(share, 16)} ${percent(share).padStart(8)}`;
  const answer = clip(visibleText(answerName(trace, step.prediction.predicted)), 16);
  const removed = clip(step.regions.map((region) => regionText(region, trace.sample)).join(', '), 44);
  const line = `${step.hit ? '+' : ' '} ${String(number).padStart(4)}  ${padded(removed, 44)}  ${told}  ${answer}`;
  return step.hit ? style.yellow(line) : line;
}

/** How what is right is told beside the answers. */
function truthWords(trace: AttackTrace): string {
  switch (trace.target?.kind) {
    case undefined:
      return '* is the true class';
    case 'labels':
      return '* holds; more than 50 % is answered';
    case 'value':
      return `right is ${visibleText(truthName(trace, trace.sample))}, ${rightWords(trace.target) ?? ''}`;
    default:
      return trace.target satisfies never;
  }
}

/** Of the class that is right; of a set, how surely all of it is said. */
function shareOf({ target }: AttackTrace, shares: readonly AnswerShare[] | null): number | null {
  if (shares === null) return null;
  return target === undefined
    ? (shares.find(({ isLabel }) => isLabel)?.share ?? 0)
    : shares.reduce((whole, { isLabel, share }) => whole * (isLabel ? share : 1 - share), 1);
}

function drawOutcome(trace: AttackTrace, terminal: Terminal): readonly string[] {
  const { found, sample, steps } = trace;
  const { out: style } = terminal;
  if (found === null) {
    const wrong = steps.some(({ stage, prediction }) => stage === 'clean' && prediction.predicted !== sample.label);
    return wrap(
      wrong
        ? 'Not attacked: the model answers this sample wrongly without any attack.'
        : 'Nothing found: no combination of candidates changed the answer within the query cap. This is no proof that none does.',
      terminal.width,
    );
  }
  return [
    style.bold('After the attack'),
    ...drawProbabilities(found.attacked.logits, trace, sample.label, style),
    '',
    ...wrap(outcomeText(found, sample, style), terminal.width),
  ];
}

function outcomeText(found: RemovalFound, sample: SampleView, style: Style): string {
  const shares = Object.entries(found.share.removed).map(([modality, removed]) => {
    const total = elementsOf(sample.values[modality]);
    return `${percent(total === 0 ? 0 : removed / total)} of the ${visibleText(modality)} (${String(removed)} of ${String(total)})`;
  });
  const decidable =
    found.decidable === null
      ? 'Whether the label can still be decided from the rest is not known for this data.'
      : found.decidable
        ? 'The label can still be decided from the rest: this is a weakness of the model.'
        : 'The deciding evidence is gone with it: changing the answer is no weakness here.';
  const removed = found.regions.map((region) => regionText(region, sample)).join(', ');
  return `${style.bold('Found:')} removing ${removed} changes the answer. Gone: ${shares.join(', ')}. ${decidable}`;
}

/** Elements of one modality of the sample: pixels, words, columns. */
function elementsOf(value: ValueView): number {
  switch (value.kind) {
    case 'image':
    case 'audio':
    case 'series':
      return elementsShown(value);
    case 'tabular':
      return value.cells.length;
    case 'text':
      return value.words.length;
    default:
      return value satisfies never;
  }
}

function regionText(region: Region, sample: SampleView): string {
  switch (region.kind) {
    case 'tabular': {
      const value = sample.values[region.modality];
      const cell = value.kind === 'tabular' ? value.cells.at(region.box[1]) : undefined;
      return `the column ${visibleText(cell?.name ?? String(region.box[1]))}`;
    }
    case 'audio': {
      const [top, left, height, width] = region.box;
      return `${String(height)}×${String(width)} cells at (${String(top)}, ${String(left)})`;
    }
    case 'sequence': {
      const [, start, , steps] = region.box;
      return `${String(steps)} steps from step ${String(start + 1)}`;
    }
    case 'skeleton': {
      const [joint, start, joints, steps] = region.box;
      return `${String(joints)} × ${String(steps)} joints at (${String(joint)}, ${String(start)})`;
    }
    case 'image': {
      const [top, left, height, width] = region.box;
      return `${String(height)}×${String(width)} px at (${String(top)}, ${String(left)})`;
    }
    case 'text': {
      const value = sample.values[region.modality];
      const word = value.kind === 'text' ? value.words.at(region.word) : undefined;
      return `“${visibleText(word ?? String(region.word))}”`;
    }
    default:
      return region satisfies never;
  }
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}
