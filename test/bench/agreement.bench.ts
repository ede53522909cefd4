/**
 * What the lab's attacks find against what Foolbox, torchattacks and ART find on identical weights and inputs: robust
 * accuracy, and in how many samples the verdicts differ. Of attacks that draw, the lab's own with another seed says how
 * much of that is the draw. Besides, what the ensemble saves by passing on only what still stands.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'vitest';
import { AttackChoice, type GradientChoice } from '../../src/shared/attack';
import { EnsembleChoice, ensembleMembers } from '../../src/shared/attacks/ensemble';
import { openDataset } from '../../src/engine/data/open';
import { buildCrew, startCrew, type Crew } from './crew/crew';
import { cores, onWorkers } from './devices';
import { extent } from './extent';
import type { Stopping } from './peers/own-attacks';
import type { OwnWork } from './peers/own-worker';
import { startPeers, type AgreeTask } from './peers/peer-process';
import { pythonEnvironment } from './peers/python-environment';
import { cleanCorrect, exportSamples } from './peers/samples';
import { openReport } from './report';
import { rounded } from './spread';
import { trainTwoViews } from './two-views/prepare';

/** Of attacks that draw nothing; a quarter for those in many steps, a tenth for those that ask. `MUROAN_BENCH_SAMPLES` sets it. */
const MANY = Number(process.env.MUROAN_BENCH_SAMPLES ?? extent(1000, 64));
const FEWER = Math.ceil(MANY / 4);
const FEW = Math.ceil(MANY / 10);
const BATCH = 64;

interface Row {
  readonly title: string;
  readonly count: number;
  readonly choice: object;
  readonly stopping: Stopping;
  readonly draws: boolean;
  readonly radius: number;
  readonly task: Pick<AgreeTask, 'attack' | 'norm'> & Partial<AgreeTask>;
  readonly libraries: readonly AgreeTask['library'][];
}

const linf = 6 / 255;
const [l2, l1] = [0.8, 8];
/** Of the radius. */
const pgdStep = 0.125;

/** l2 is one ball of both pictures, which is what the peers see; in l1, where the lab has a ball per picture, one moves. */
const rows: readonly Row[] = [
  plain('FGM', 'linf', 'fgm', { name: 'fgsm' }, ['Foolbox', 'torchattacks', 'ART']),
  plain('FGM', 'l2', 'fgm', { name: 'fgsm' }, ['Foolbox', 'ART']),
  plain('PGD-20', 'linf', 'pgd', pgd(), ['Foolbox', 'torchattacks', 'ART']),
  plain('PGD-20', 'l2', 'pgd', pgd(), ['Foolbox', 'torchattacks', 'ART']),
  { ...plain('PGD-20', 'l1', 'pgd', pgd(), ['Foolbox']), title: 'PGD-20 l1, colour alone' },
  plain('MIM-10', 'linf', 'mim', { name: 'mim', steps: 10, relativeStep: 0.1 }, ['torchattacks', 'ART']),
  plain('MIM-10', 'l2', 'mim', { name: 'mim', steps: 10, relativeStep: 0.1 }, ['ART']),
  drawing('APGD-CE-50', 'linf', 'apgd-ce', { name: 'apgd', steps: 50 }, FEWER),
  drawing('APGD-CE-50', 'l2', 'apgd-ce', { name: 'apgd', steps: 50 }, FEWER),
  drawing('APGD-DLR-50', 'linf', 'apgd-dlr', { name: 'apgd', loss: 'dlr', steps: 50 }, FEWER),
  drawing('APGD-DLR-50', 'l2', 'apgd-dlr', { name: 'apgd', loss: 'dlr', steps: 50 }, FEWER),
  drawing('Square-500', 'linf', 'square', { name: 'square', queries: 500 }, FEW),
  {
    ...drawing(
      'HopSkipJump-1000',
      'linf',
      'hopskipjump',
      { name: 'hopskipjump', queries: 1000, start: 'other-class' },
      FEW,
    ),
    libraries: ['Foolbox'],
  },
  drawing('Ensemble, AutoAttack', 'linf', 'autoattack', { name: 'ensemble', steps: 10, queries: 5000 }, FEW),
];

function pgd(): object {
  return { name: 'pgd', steps: 20, relativeStep: pgdStep, randomStart: false };
}

function plain(
  title: string,
  norm: AgreeTask['norm'],
  attack: AgreeTask['attack'],
  choice: object,
  libraries: Row['libraries'],
): Row {
  const radius = { linf, l2, l1 }[norm];
  const only = norm === 'l1' ? 'colour' : null;
  const [steps, step] = attack === 'mim' ? [10, 0.1 * radius] : [20, pgdStep * radius];
  const shown = { linf: 'l∞', l2: 'l2', l1: 'l1' }[norm];
  return {
    ...{ title: `${title} ${shown}`, count: MANY, radius, libraries, draws: false, stopping: 'at the end' },
    choice: { ...choice, norm, ...(norm === 'l2' ? { share: 'joint' } : {}), budgets: [budget(radius, only)] },
    task: { attack, norm, only, steps, step },
  };
}

function drawing(title: string, norm: 'linf' | 'l2', attack: AgreeTask['attack'], choice: object, count: number): Row {
  const own = plain(title, norm, attack, choice, ['torchattacks']);
  const steps = attack.startsWith('apgd') ? 50 : 10;
  const queries = attack === 'square' ? 500 : 1000;
  return { ...own, count, draws: true, stopping: 'active set', task: { ...own.task, steps, queries } };
}

function budget(radius: number, only: 'colour' | null): Readonly<Record<string, number>> {
  return only === 'colour' ? { colour: radius } : { colour: radius, grey: radius };
}

it('the lab’s attacks agree with their peers’', async () => {
  const python = await pythonEnvironment();
  // Small, so that many samples take minutes: what is compared does not depend on size.
  const trained = await trainTwoViews({ channels: [8, 16], width: 32 });
  const report = openReport('agreement');
  const dataset = await openDataset(trained.dataset);
  const program = await buildCrew('test/bench/peers/own-worker.ts');
  const device = onWorkers('wasm', 'wasm', cores);
  const crew = await startCrew<OwnWork>(program, { ...trained, device: 'wasm' }, device.threads, device.hosting);
  const samples = await cleanCorrect(crew, dataset, 'test', MANY, BATCH);
  const folder = path.resolve('.cache/bench/peers');
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'agreement.safetensors');
  await exportSamples(dataset, samples, file);
  const peers = await startPeers(python, { weights: trained.weights, samples: file, threads: cores });
  try {
    const found: object[] = [];
    for (const row of rows) {
      const { title, count, draws, stopping, radius, task, libraries } = row;
      const choice = gradientChoice(row.choice);
      const some = samples.slice(0, count);
      const own = await heldBy(crew, some, choice, stopping, 0);
      refuseTooLong(title, own.largest, radius);
      const common = { title, n: count, 'the lab, %': percent(own.held) };
      if (draws) {
        const again = await heldBy(crew, some, choice, stopping, 1);
        found.push({ ...common, peer: 'the lab, another seed', ...beside(own.held, again.held) });
      }
      for (const library of libraries) {
        const whole = {
          only: null,
          step: 0,
          steps: 0,
          queries: 0,
          epsilon: radius,
          count,
          batch: BATCH,
          seed: 0,
          ...task,
        };
        const theirs = await peers.agree({ ...whole, library });
        found.push({
          ...common,
          peer: library,
          ...beside(own.held, theirs.held),
          'its longest / radius': rounded(theirs.largest / radius, 4),
        });
      }
      console.log(JSON.stringify(found.slice(-libraries.length - (draws ? 1 : 0))));
    }
    const saved = await savedByTurns(crew, samples.slice(0, FEW));
    await report.store(
      { agreement: found, ensemble: [saved] },
      { peers: peers.versions, cleanAccuracy: trained.accuracy },
    );
  } finally {
    await peers.close();
    await crew.close();
  }
});

/** The ensemble against every member on every sample: the same verdicts, in how much less time. */
async function savedByTurns(crew: Crew<OwnWork>, samples: readonly number[]): Promise<object> {
  const choice = EnsembleChoice.parse({
    ...{ name: 'ensemble', steps: 50, queries: 500, budgets: [budget(linf, null)] },
  });
  const inTurns = await heldBy(crew, samples, choice, 'active set', 0);
  let milliseconds = 0;
  let held = samples.map(() => true);
  for (const member of ensembleMembers(choice, { embedding: true, weighs: false, solves: false })) {
    const alone = await heldBy(crew, samples, member, 'active set', 0);
    milliseconds += alone.milliseconds;
    held = held.map((stands, at) => stands && alone.held[at]);
  }
  return {
    n: samples.length,
    'in turns, s': rounded(inTurns.milliseconds / 1000, 1),
    'every member on every sample, s': rounded(milliseconds / 1000, 1),
    'times faster': rounded(milliseconds / inTurns.milliseconds, 2),
    ...beside(inTurns.held, held),
  };
}

async function heldBy(
  crew: Crew<OwnWork>,
  samples: readonly number[],
  choice: GradientChoice,
  stopping: Stopping,
  seed: number,
): Promise<{ readonly held: readonly boolean[]; readonly largest: number; readonly milliseconds: number }> {
  const { answers, milliseconds } = await crew.ask({
    ...{ kind: 'attack', rows: samples, batch: BATCH, seed, stopping, choice },
  });
  const by = new Map(answers.flatMap(({ rows: own, held }) => own.map((row, index) => [row, held[index]])));
  const largest = Math.max(...answers.map((answer) => answer.largest));
  return { held: samples.map((row) => by.get(row) === true), largest, milliseconds };
}

function gradientChoice(choice: object): GradientChoice {
  return AttackChoice.parse(choice) as GradientChoice;
}

function refuseTooLong(title: string, largest: number, radius: number): void {
  if (largest > radius * (1 + 1e-4)) throw new Error(`${title} went as far as ${largest}; allowed: ${radius}.`);
}

function percent(held: readonly boolean[]): number {
  return rounded((100 * held.filter(Boolean).length) / held.length, 1);
}

function beside(own: readonly boolean[], others: readonly boolean[]): object {
  const differ = own.filter((stands, at) => stands !== others[at]).length;
  return {
    'robust accuracy there, %': percent(others),
    'verdicts that differ, %': rounded((100 * differ) / own.length, 1),
  };
}
