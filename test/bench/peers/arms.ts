/** Who takes part, each asked in one way: an attack on all samples, in, and how long it took, out. */
import { FgsmChoice, PgdChoice } from '../../../src/shared/attacks/attack';
import type { Crew } from '../crew/crew';
import type { OwnTask, OwnWork } from './own-worker';
import type { Stopping } from './own-attacks';
import type { Library, Peers, PeerTask } from './peer-process';

/** Equal for all who take part. */
export interface Setting {
  /** l∞ radius of both pictures, in pixel values of [0, 1]. */
  readonly epsilon: number;
  readonly steps: number;
  /** Length of a step as a share of the radius. */
  readonly relativeStep: number;
  readonly draws: number;
  readonly batch: number;
  readonly rows: readonly number[];
}

export type AttackName = PeerTask['attack'];

export interface Result {
  readonly seconds: number;
  /** Per sample, in the order of the rows: does the label stand? */
  readonly held: readonly boolean[];
  readonly largest: number;
}

export interface Arm {
  readonly title: string;
  /** Which target of the lab it stands for; a peer has none. */
  readonly side: 'native' | 'wasm' | 'peer';
  /** Does it let samples go that are broken? */
  readonly stopping: Stopping;
  run(attack: AttackName, setting: Setting, seed: number): Promise<Result>;
}

export function ownArm(title: string, side: Arm['side'], crew: Crew<OwnWork>, stopping: Stopping): Arm {
  return {
    title: `${title}${stopping === 'active set' ? ', active set' : ''}`,
    side,
    stopping,
    run: async (attack, setting, seed) => {
      const { answers, milliseconds } = await crew.ask(ownTask(attack, setting, stopping, seed));
      const held = new Map(answers.flatMap(({ rows, held }) => rows.map((row, index) => [row, held[index]])));
      return {
        seconds: milliseconds / 1000,
        held: setting.rows.map((row) => held.get(row) === true),
        largest: Math.max(...answers.map(({ largest }) => largest)),
      };
    },
  };
}

export function peerArm(library: Library, peers: Peers): Arm {
  return {
    title: library,
    side: 'peer',
    stopping: 'none',
    run: async (attack, { epsilon, steps, relativeStep, draws, batch }, seed) => {
      const step = relativeStep * epsilon;
      const result = await peers.attack({ library, attack, epsilon, step, steps, draws, batch, seed });
      if (result.outside > 0) throw new Error(`${library} left [0, 1] by ${result.outside}.`);
      return result;
    },
  };
}

function ownTask(attack: AttackName, setting: Setting, stopping: Stopping, seed: number): OwnTask {
  const { rows, batch, draws } = setting;
  switch (attack) {
    case 'pgd':
      return { kind: 'attack', rows, batch, seed, stopping, choice: pgdChoice(setting) };
    case 'fgsm':
      return { kind: 'attack', rows, batch, seed, stopping, choice: fgsmChoice(setting) };
    case 'noise':
      return { kind: 'noise', rows, batch, seed, draws, choice: fgsmChoice(setting) };
    default:
      return attack satisfies never;
  }
}

export function pgdChoice({ epsilon, steps, relativeStep }: Omit<Setting, 'rows'>): PgdChoice {
  return PgdChoice.parse({ name: 'pgd', budgets: [budget(epsilon)], steps, relativeStep });
}

function fgsmChoice({ epsilon }: Pick<Setting, 'epsilon'>): FgsmChoice {
  return FgsmChoice.parse({ name: 'fgsm', budgets: [budget(epsilon)] });
}

function budget(epsilon: number): Readonly<Record<string, number>> {
  return { colour: epsilon, grey: epsilon };
}
