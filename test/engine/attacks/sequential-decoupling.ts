/**
 * The decoupling attack as its page tells it: one sample, one query at a time, depth first, nothing remembered. The
 * oracle of the batched search; shares none of its code but the model call and the removal of regions from a value.
 */
import type { DecouplingChoice } from '../../../src/shared/attacks/attack';
import type { ImageSpec, Region, TextSpec } from '../../../src/shared/data/modality';
import type { Sample } from '../../../src/engine/data/dataset';
import { image } from '../../../src/engine/modalities/image';
import { text } from '../../../src/engine/modalities/text';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { predictSamples } from '../../../src/engine/attacks/outputs';
import { randomFrom } from '../../../src/engine/random';

export interface SequentialResult {
  readonly candidates: readonly Region[];
  readonly regions: readonly Region[] | null;
  readonly search: number;
  readonly combination: number;
}

interface Answer {
  readonly logits: Float32Array;
  readonly label: number;
  readonly zLargest: number;
}

interface Candidate {
  readonly region: Region;
  readonly area: number;
  readonly flips: boolean;
  readonly drop: number;
  readonly isImage: boolean;
}

export async function sequentialDecoupling(
  model: FusedModel,
  sample: Sample,
  choice: DecouplingChoice,
  seed: number,
): Promise<SequentialResult> {
  const spec = model.modalities.image as ImageSpec;
  const textSpec = model.modalities.text as TextSpec;
  const words = sample.inputs.text as readonly string[];

  async function query(regions: readonly Region[]): Promise<Answer> {
    const cells = regions.filter((region) => region.kind === 'image');
    const gone = regions.filter((region) => region.kind === 'text');
    const inputs = {
      image: image.remove(
        spec,
        sample.inputs.image as Float32Array,
        cells,
        choice.fills,
        randomFrom(seed, sample.id, 'fill', 'image'),
      ),
      text: text.remove(textSpec, words, gone, choice.fills, randomFrom(seed, sample.id, 'fill', 'text')),
    };
    const wanted = choice.criterion.name === 'embedding-argmax' ? 'z' : 'logits';
    const outputs = await predictSamples(model, [{ ...sample, inputs }], wanted);
    const [logits] = outputs.logits;
    return { logits, label: largest(logits), zLargest: outputs.z === null ? -1 : largest(outputs.z[0]) };
  }

  const clean = await query([]);
  let search = 0;
  async function consider(region: Region, area: number): Promise<Candidate | null> {
    search += 1;
    const answer = await query([region]);
    const flips = answer.label !== clean.label;
    const before = lead(clean.logits, clean.label);
    const fall =
      choice.criterion.name === 'score-drop' && choice.criterion.score === 'probability'
        ? chance(clean.logits, clean.label) - chance(answer.logits, clean.label)
        : (before - lead(answer.logits, clean.label)) / before;
    const counts =
      choice.criterion.name === 'label'
        ? flips
        : choice.criterion.name === 'embedding-argmax'
          ? answer.zLargest !== clean.zLargest
          : flips || fall > choice.criterion.tau;
    return counts ? { region, area, flips, drop: fall, isImage: region.kind === 'image' } : null;
  }

  const cells: Candidate[] = [];
  async function halve(row: number, column: number, wholeSide: number): Promise<void> {
    const imageSide = Math.max(spec.height, spec.width);
    if (choice.stop.rule === 'grid') throw new TypeError('A grid halves nothing.');
    const small =
      choice.stop.rule === 'literal' ? wholeSide <= choice.stop.pixels : wholeSide / imageSide <= choice.stop.fraction;
    if (small || wholeSide <= 1) return;
    const side = Math.ceil(wholeSide / 2);
    for (const [down, across] of [
      [0, 0],
      [0, side],
      [side, 0],
      [side, side],
    ]) {
      const [top, left] = [row + down, column + across];
      const height = Math.min(side, spec.height - top);
      const width = Math.min(side, spec.width - left);
      if (height <= 0 || width <= 0) continue;
      const region: Region = { kind: 'image', modality: 'image', box: [top, left, height, width] };
      const candidate = await consider(region, height * width);
      if (candidate === null) continue;
      cells.push(candidate);
      await halve(top, left, side);
    }
  }
  if (choice.modalities.includes('image')) await halve(0, 0, Math.max(spec.height, spec.width));

  const single: Candidate[] = [];
  if (choice.modalities.includes('text')) {
    for (let word = 0; word < words.length; word += 1) {
      const candidate = await consider({ kind: 'text', modality: 'text', word }, 1);
      if (candidate !== null) single.push(candidate);
    }
  }

  let kept = [...cells, ...single];
  if (choice.criterion.name === 'score-drop') {
    const rank = (c: Candidate): number => (c.flips ? Infinity : c.drop);
    const order = new Map(kept.map((c, at) => [c, at]));
    const chosen = new Set(
      [...kept]
        .sort((a, b) =>
          rank(a) === rank(b) ? a.area - b.area || order.get(a)! - order.get(b)! : rank(a) < rank(b) ? 1 : -1,
        )
        .slice(0, choice.criterion.keep),
    );
    kept = kept.filter((c) => chosen.has(c));
  }
  const sorted = [...kept.filter((c) => c.isImage).sort((a, b) => a.area - b.area), ...kept.filter((c) => !c.isImage)];
  const candidates = sorted.map((c) => c.region);

  let combination = 0;
  for (const subset of everySubset(sorted, choice.order)) {
    if (combination === choice.maxQueries) break;
    combination += 1;
    const answer = await query(subset);
    if (answer.label !== clean.label) return { candidates, regions: subset, search, combination };
  }
  return { candidates, regions: null, search, combination };
}

/** By size and lexicographic, or by cost: enumerated the plain way, which suffices for the few that are asked. */
function* everySubset(candidates: readonly Candidate[], order: 'size' | 'cost'): Generator<readonly Region[]> {
  if (order === 'size') {
    for (let size = 1; size <= candidates.length; size += 1) yield* ofSize(candidates, size, 0, []);
    return;
  }
  if (candidates.length > 14) throw new Error('The plain enumeration by cost is for few candidates.');
  const all = Array.from({ length: 2 ** candidates.length - 1 }, (_, mask) =>
    candidates.map((_, at) => at).filter((at) => ((mask + 1) >> at) & 1),
  );
  const cost = (members: readonly number[]): number => members.reduce((sum, at) => sum + candidates[at].area, 0);
  all.sort((a, b) => cost(a) - cost(b) || a.length - b.length || lexicographic(a, b));
  for (const members of all) yield members.map((at) => candidates[at].region);
}

function* ofSize(
  candidates: readonly Candidate[],
  size: number,
  from: number,
  chosen: readonly Region[],
): Generator<readonly Region[]> {
  if (size === 0) {
    yield chosen;
    return;
  }
  for (let at = from; at <= candidates.length - size; at += 1) {
    yield* ofSize(candidates, size - 1, at + 1, [...chosen, candidates[at].region]);
  }
}

function lexicographic(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : a[at] - b[at];
}

function largest(values: Float32Array): number {
  return values.indexOf(Math.max(...values));
}

function lead(logits: Float32Array, label: number): number {
  return logits[label] - Math.max(...logits.filter((_, at) => at !== label));
}

function chance(logits: Float32Array, label: number): number {
  const top = Math.max(...logits);
  return Math.exp(logits[label] - top) / logits.reduce((sum, value) => sum + Math.exp(value - top), 0);
}
