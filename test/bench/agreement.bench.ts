/**
 * What the lab's attacks find against what Foolbox, torchattacks and ART find on identical weights and inputs: robust
 * accuracy, and in how many samples the verdicts differ. Attacks that draw nothing, with the same settings, are held to the
 * rule of `peers/agreement.ts`: the benchmark fails where they break it. Of attacks that draw, the draws are not the same; the
 * lab's own with other seeds says how much of a difference that makes. Besides, what the ensemble saves by passing on only what
 * still stands.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { AttackChoice, type GradientChoice } from '../../src/shared/attacks/attack';
import { EnsembleChoice, ensembleMembers } from '../../src/shared/attacks/ensemble';
import { openDataset } from '../../src/engine/data/open';
import { buildCrew, startCrew, type Crew } from './crew/crew';
import { cores, onWorkers } from './devices';
import { extent } from './extent';
import { agreementOf, agrees, breaches, differencesWithin, type HeldToRule } from './peers/agreement';
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
  /** Does it draw? Then the lab runs it with every seed. */
  readonly draws: boolean;
  /** Why the two are not the same attack with the same draws; null: they are, and are held to the rule. */
  readonly unlike: string | null;
  readonly radius: number;
  readonly task: Pick<AgreeTask, 'attack' | 'norm'> & Partial<AgreeTask>;
  readonly libraries: readonly AgreeTask['library'][];
  /** The lab may ask as often as the peer did, which is told no number. */
  readonly asksAsPeer?: true;
}

/** Of the lab, for attacks that draw; the first is compared with the peers. */
const seeds = [0, 1, 2];
const linf = 6 / 255;
/** For an attack by answers alone, which leaves nearly all standing at the other. */
const farLinf = 24 / 255;
const [l2, l1] = [0.8, 8];
/** Of the radius. */
const pgdStep = 0.125;
/** As many as let the two have the same checkpoints: torchattacks rounds their distances down, the lab, as the paper, each up. */
const apgdSteps = 100;

const ownDraws = 'other draws of the start';
const apgdUnlike = `${ownDraws} (the lab’s in the ball, torchattacks’ on its surface); it halves at three quarters of the steps risen, the lab below`;

/** l2 is one ball of both pictures, which is what the peers see; in l1, where the lab has a ball per picture, one moves. */
const rows: readonly Row[] = [
  plain('FGM', 'linf', 'fgm', { name: 'fgsm' }, ['Foolbox', 'torchattacks', 'ART']),
  plain('FGM', 'l2', 'fgm', { name: 'fgsm' }, ['Foolbox', 'ART']),
  plain('PGD-20', 'linf', 'pgd', pgd(), ['Foolbox', 'torchattacks', 'ART']),
  plain('PGD-20', 'l2', 'pgd', pgd(), ['Foolbox', 'torchattacks', 'ART']),
  {
    ...alone(plain('PGD-20', 'l1', 'pgd', pgd(), ['Foolbox'])),
    unlike: 'of the steepest twentieth a step goes as far in each as it is steep, Foolbox’s equally far',
  },
  plain('MIM-10', 'linf', 'mim', { name: 'mim', steps: 10, relativeStep: 0.1 }, ['torchattacks', 'ART']),
  plain('MIM-10', 'l2', 'mim', { name: 'mim', steps: 10, relativeStep: 0.1 }, ['ART']),
  ...(['linf', 'l2'] as const).flatMap((norm) =>
    (['cross-entropy', 'dlr'] as const).map((loss) =>
      drawing(
        `APGD-${loss === 'dlr' ? 'DLR' : 'CE'}-${apgdSteps}`,
        norm,
        loss === 'dlr' ? 'apgd-dlr' : 'apgd-ce',
        { name: 'apgd', loss, steps: apgdSteps },
        { count: FEWER, unlike: apgdUnlike, steps: apgdSteps },
      ),
    ),
  ),
  // One by one, so that each has its own windows, as in the lab.
  alone(
    drawing(
      'Square-500',
      'linf',
      'square',
      { name: 'square', queries: 500 },
      { count: FEW, unlike: 'other draws of all windows', queries: 500, batch: 1 },
    ),
  ),
  {
    ...drawing(
      'HopSkipJump',
      'linf',
      'hopskipjump',
      { name: 'hopskipjump', start: 'other-class' },
      {
        ...{ count: FEW, steps: 6, radius: farLinf },
        unlike:
          'other draws of starts and probes; probes of a hundredth of the distance, Foolbox’s of 0.1 at first, then of its 4096th part',
      },
    ),
    libraries: ['Foolbox'],
    asksAsPeer: true,
  },
  drawing(
    'Ensemble, AutoAttack',
    'linf',
    'autoattack',
    { name: 'ensemble', steps: 10, queries: 5000 },
    {
      ...{ count: FEW, steps: 10 },
      unlike: 'other draws; 10 steps and 5,000 queries of either, but targets and FAB there, DLR and MFA here',
    },
  ),
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
  radius = { linf, l2, l1 }[norm],
): Row {
  const [steps, step] = attack === 'mim' ? [10, 0.1 * radius] : [20, pgdStep * radius];
  const shown = { linf: 'l∞', l2: 'l2', l1: 'l1' }[norm];
  return {
    ...{ title: `${title} ${shown}`, count: MANY, radius, libraries },
    ...{ draws: false, stopping: 'at the end', unlike: null },
    choice: {
      ...{ ...choice, norm, budgets: [{ colour: radius, grey: radius }] },
      ...(norm === 'l2' ? { share: 'joint' } : {}),
    },
    task: { attack, norm, only: null, steps, step },
  };
}

/** The grey picture stays as it is. */
function alone(row: Row): Row {
  return {
    ...row,
    title: `${row.title}, colour alone`,
    choice: { ...row.choice, budgets: [{ colour: row.radius }] },
    task: { ...row.task, only: 'colour' },
  };
}

function drawing(
  title: string,
  norm: 'linf' | 'l2',
  attack: AgreeTask['attack'],
  choice: object,
  { count, unlike, radius, ...task }: { count: number; unlike: string; radius?: number } & Partial<AgreeTask>,
): Row {
  const own = plain(title, norm, attack, choice, ['torchattacks'], radius);
  return { ...own, count, unlike, draws: true, stopping: 'active set', task: { ...own.task, ...task } };
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
    const heldToRule: HeldToRule[] = [];
    for (const row of rows) {
      const { title, count, draws, stopping, radius, task, libraries, unlike, asksAsPeer } = row;
      const some = samples.slice(0, count);
      const whole = {
        only: null,
        step: 0,
        steps: 0,
        queries: 0,
        epsilon: radius,
        count: some.length,
        batch: BATCH,
        seed: 0,
      };
      const theirs = [];
      for (const library of libraries) {
        theirs.push({ library, ...(await peers.agree({ ...whole, ...task, library })) });
      }
      const asked = asksAsPeer === true ? { queries: Math.max(...theirs.map((peer) => peer.asked)) } : {};
      const choice = gradientChoice({ ...row.choice, ...asked });
      const own = [];
      for (const seed of draws ? seeds : seeds.slice(0, 1)) own.push(await heldBy(crew, some, choice, stopping, seed));
      own.forEach(({ largest }) => {
        refuseTooLong(title, largest, radius);
      });
      const runs = own.map(({ held }) => held);
      for (const { library, held, largest, asked: passes } of theirs) {
        const agreement = agreementOf(runs[0], held);
        if (unlike === null) heldToRule.push({ title: `${title}, ${library}`, agreement });
        found.push({
          ...{ title, peer: library, n: agreement.n },
          'the lab, %': runs.map(percent).join(' '),
          'robust accuracy there, %': percent(held),
          'differ, %': runs.map((run) => rounded(100 * agreementOf(run, held).differ, 1)).join(' '),
          'between seeds of the lab, %': differencesWithin(runs)
            .map((differ) => rounded(100 * differ, 1))
            .join(' '),
          'points apart': `${rounded(100 * agreement.apart, 1)} [${rounded(100 * agreement.low, 1)}, ${rounded(100 * agreement.high, 1)}]`,
          rule: { true: 'reached', false: 'not reached', null: 'too few samples' }[String(agrees(agreement))],
          unlike: unlike ?? 'nothing',
          'its longest / radius': rounded(largest / radius, 4),
          ...(asksAsPeer === true ? { 'queries of either': passes } : {}),
        });
      }
      console.log(JSON.stringify(found.slice(-libraries.length)));
    }
    const saved = await savedByTurns(crew, samples.slice(0, FEW));
    await report.store(
      { agreement: found, ensemble: [saved] },
      { peers: peers.versions, cleanAccuracy: trained.accuracy },
    );
    expect(breaches(heldToRule)).toEqual([]);
  } finally {
    await peers.close();
    await crew.close();
  }
});

/** The ensemble against every member on every sample: the same verdicts, in how much less time. */
async function savedByTurns(crew: Crew<OwnWork>, samples: readonly number[]): Promise<object> {
  const choice = EnsembleChoice.parse({
    ...{ name: 'ensemble', steps: 50, queries: 500, budgets: [{ colour: linf, grey: linf }] },
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
