/**
 * The batched decoupling attack against the plain search that asks one query at a time, on the same backend and in
 * PyTorch: same model, same samples, two threads or processes each, alternating in one run; results are compared sample
 * by sample before a ratio is printed.
 */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { layout } from '../../src/engine/lab/layout';
import { startEngine } from '../../src/host/engine-client';
import { AttackChoice, type DecouplingChoice } from '../../src/shared/attacks/attack';
import { ModelSpec } from '../../src/shared/models/model-spec';
import { temporaryFolder } from '../support/temporary-folder';
import { buildCrew, startCrew, type Crew } from './crew/crew';
import { startPlainSearch, wordsOf, type PlainSearch } from './decoupling/pytorch';
import type { BenchAnswer, BenchData, DecouplingWork } from './decoupling/worker';
import { extent } from './extent';
import { pythonEnvironment } from './peers/python-environment';
import { openReport } from './report';
import { median, quotients, rounded, spread } from './spread';

const THREADS = 2;
/** As many a thread as a study computes together. */
const SAMPLES = 50 * THREADS;
/** Share of samples on which two implementations may differ. */
const MOST_OTHERWISE = 0.01;
const ROUNDS = extent(5, 1);
/** Each round a search is repeated for so long: a batched one over words ends before the compiler has settled. */
const LEAST_MILLISECONDS = extent(3000, 1);

const arms = [
  { title: 'image candidates', modalities: ['image'], target: 3 },
  { title: 'text candidates', modalities: ['text'], target: 20 },
  { title: 'both', modalities: ['image', 'text'], target: 3 },
] as const;

it('decoupling: batched against sequential', async () => {
  const python = await pythonEnvironment();
  const report = openReport('decoupling');
  const lab = path.join(await temporaryFolder(), 'lab');
  const spec = ModelSpec.parse({
    dataset: 'caption-match',
    recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'concat' } },
    training: { epochs: 3 },
  });
  const engine = await startEngine({ lab });
  await engine.request('data.prepare', { dataset: spec.dataset });
  const { id } = await engine.request('models.train', { spec });
  await engine.close();

  const data: BenchData = {
    device: 'wasm',
    model: layout.model(lab, id),
    dataset: layout.dataset(lab, spec.dataset),
    samples: SAMPLES,
  };
  const program = await buildCrew('test/bench/decoupling/worker.ts');
  const crew = await startCrew<DecouplingWork>(program, data, THREADS);
  const { answers } = await crew.ask({ search: 'batched', modalities: ['text'], leastMilliseconds: 0 });
  const folder = await temporaryFolder();
  const plain = await startPlainSearch(
    python,
    { ...data, folder },
    answers.map(({ rows }) => rows),
  );
  try {
    const rows = [];
    for (const arm of arms) rows.push(await measured(crew, plain, arm));
    await report.store({ 'batched against sequential': rows });
  } finally {
    await plain.close();
    await crew.close();
  }
});

async function measured(
  crew: Crew<DecouplingWork>,
  plain: PlainSearch,
  { title, modalities, target }: (typeof arms)[number],
): Promise<object> {
  const times = { batched: [] as number[], sequential: [] as number[], pytorch: [] as number[] };
  const choice = AttackChoice.parse({ name: 'decoupling', modalities }) as DecouplingChoice;
  let otherwise = 0;
  let last: Pick<BenchAnswer, 'found' | 'evaluated'> | undefined;
  // The first round warms up the compiler, of either search, and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const answers = { batched: [] as readonly BenchAnswer[], sequential: [] as readonly BenchAnswer[] };
    for (const search of ['batched', 'sequential'] as const) {
      const task = { search, modalities, leastMilliseconds: LEAST_MILLISECONDS };
      answers[search] = (await crew.ask(task)).answers;
      const slowest = Math.max(...answers[search].map(({ milliseconds }) => milliseconds));
      if (round > 0) times[search].push(slowest / SAMPLES);
    }
    const theirs = await plain.search(choice);
    if (round > 0) times.pytorch.push(theirs.milliseconds / SAMPLES);
    const inWords = answers.batched.map(({ found }) =>
      found.map(({ regions, ...asked }) => ({ ...asked, regions: wordsOf(regions) })),
    );
    const own = inWords.flat();
    otherwise = theirs.found.flat().filter((one, index) => !isDeepStrictEqual(one, own[index])).length;
    // Its sums round otherwise, which can tip a drop over the threshold.
    expect(otherwise).toBeLessThanOrEqual(MOST_OTHERWISE * SAMPLES);
    expect(answers.batched.map(({ found }) => found)).toEqual(answers.sequential.map(({ found }) => found));
    expect(answers.batched.flatMap(({ found }) => found)).toHaveLength(SAMPLES);
    const evaluated = answers.batched.reduce((sum, answer) => sum + answer.evaluated, 0);
    last = { found: answers.batched.flatMap(({ found }) => found), evaluated };
  }
  const asked = last?.found.reduce((sum, { search, combination }) => sum + search + combination, 0) ?? 0;
  const ratios = quotients(times.sequential, times.batched);
  return {
    arm: title,
    'batched, ms per sample': rounded(median(times.batched), 2),
    'sequential, ms per sample': rounded(median(times.sequential), 2),
    'times faster (median)': rounded(median(ratios), 1),
    'times faster (least, most)': `${rounded(Math.min(...ratios), 1)} … ${rounded(Math.max(...ratios), 1)}`,
    target,
    'sequential in PyTorch, ms per sample': rounded(median(times.pytorch), 2),
    'times faster than PyTorch': spread(quotients(times.pytorch, times.batched)),
    'samples that PyTorch finds otherwise': otherwise,
    'logical queries per sample': rounded(asked / SAMPLES, 1),
    'rows computed per sample': rounded((last?.evaluated ?? 0) / SAMPLES, 1),
  };
}
