/**
 * Stage A of the decoupling attack (MUROAN §2.1): which single removals matter.
 *
 * Images are searched by halving: a cell that matters is split into four, one that does not is left alone; parents and
 * children both stay candidates. Words are left out one at a time. All samples and modalities advance together, one
 * level per round, which asks the same questions as a depth-first search of each sample.
 */
import type { Criterion, DecouplingChoice, StopRule } from '../../../shared/attacks/attack';
import type { ModalitySpecs, Region } from '../../../shared/data/modality';
import type { Sample } from '../../data/dataset';
import type { AttackContext } from '../attack';
import { judge } from './criterion';
import { largestParts, partsOf } from './parts';
import type { RemovalAnswer, RemovalQueries } from './queries';
import { pooledElements } from './regions';

export interface CandidateSearch {
  /** In the order in which stage B combines them. */
  readonly candidates: readonly Region[];
  /** Every region asked for, in the order of a depth-first search. */
  readonly asked: readonly Region[];
}

interface Node {
  readonly sample: number;
  readonly region: Region;
  /** Index of the modality, then of the region among its siblings at each depth: sorts depth-first, parents first. */
  readonly path: readonly number[];
}

interface Judged {
  readonly node: Node;
  readonly hit: boolean;
  readonly strength: number;
  readonly elements: number;
}

export async function searchCandidates(
  context: AttackContext,
  choice: Pick<DecouplingChoice, 'modalities' | 'criterion' | 'stop'>,
  queries: RemovalQueries,
  clean: readonly RemovalAnswer[],
): Promise<readonly CandidateSearch[]> {
  const { model, samples } = context;
  const judged = samples.map((): Judged[] => []);
  let level = samples.flatMap((sample, index) => roots(model.modalities, choice, sample, index));
  while (level.length > 0) {
    const answers = await queries.ask(level.map(({ sample, region }) => ({ sample, regions: [region] })));
    const round = level.map((node, index): Judged => {
      const { hit, strength } = judge(choice.criterion, clean[node.sample], answers[index]);
      context.onQuery?.({
        sample: node.sample,
        stage: 'search',
        regions: [node.region],
        logits: answers[index].logits,
        hit,
      });
      // Only hits are sorted by it.
      const elements = hit ? pooledElements(model.modalities, samples[node.sample], [node.region]) : 0;
      return { node, hit, strength, elements };
    });
    for (const one of round) judged[one.node.sample].push(one);
    level = round.filter(({ hit }) => hit).flatMap(({ node }) => children(model.modalities, choice.stop, node));
  }
  return judged.map((all) => {
    const own = all.sort((a, b) => comparePaths(a.node.path, b.node.path));
    return {
      candidates: ordered(
        choice.criterion,
        own.filter(({ hit }) => hit),
      ),
      asked: own.map(({ node }) => node.region),
    };
  });
}

function roots(
  specs: ModalitySpecs,
  { modalities, stop }: Pick<DecouplingChoice, 'modalities' | 'stop'>,
  sample: Sample,
  index: number,
): readonly Node[] {
  return Object.keys(specs).flatMap((id, modality) =>
    modalities.includes(id)
      ? largestParts(specs, stop, sample, id).map((region, at): Node => ({
          sample: index,
          region,
          path: [modality, at],
        }))
      : [],
  );
}

function children(specs: ModalitySpecs, stop: StopRule, node: Node): readonly Node[] {
  return partsOf(specs, stop, node.region).map((region, at): Node => ({
    sample: node.sample,
    region,
    path: [...node.path, at],
  }));
}

/**
 * Per modality by size, smallest first, equal sizes in search order (MUROAN §2.2). `score-drop` first keeps the
 * strongest `keep`: removals that change the label on their own before all others, and of those the smallest.
 */
function ordered(criterion: Criterion, hits: readonly Judged[]): readonly Region[] {
  const kept =
    criterion.name === 'score-drop'
      ? [...hits].sort((a, b) => compare(b.strength, a.strength) || a.elements - b.elements).slice(0, criterion.keep)
      : hits;
  return [...kept]
    .sort(
      ({ node: a, elements: m }, { node: b, elements: n }) =>
        a.path[0] - b.path[0] || m - n || comparePaths(a.path, b.path),
    )
    .map(({ node }) => node.region);
}

/** Works for infinities, whose difference is not a number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  const shared = Math.min(a.length, b.length);
  for (let depth = 0; depth < shared; depth += 1) if (a[depth] !== b[depth]) return a[depth] - b[depth];
  return a.length - b.length;
}
