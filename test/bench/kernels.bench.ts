/**
 * Every own wasm kernel against the library's, and against TensorFlow where it is built, with shapes that the lab uses.
 * Whoever's result differs from the plain JavaScript backend's is given no ratio.
 */
import { it } from 'vitest';
import { buildCrew, startCrew, type Crew } from './crew/crew';
import { hasNative } from './devices';
import { rungOf } from '../../src/engine/devices/ladder';
import { extent } from './extent';
import { kernelCases, type KernelCase } from './kernels/cases';
import type { KernelWork, Whose } from './kernels/worker';
import { openReport } from './report';
import { median, quotients, spread, threeDigits } from './spread';

const ROUNDS = extent(7, 1);
const LEAST_MILLISECONDS = extent(100, 1);
/** Of the largest number of the reference: float32 in another order of summation gives about 1e-6. */
const TOLERANCE = 1e-4;

interface Arm {
  readonly crew: Crew<KernelWork>;
  readonly whose: Whose;
}
type ArmName = 'own' | 'stock' | 'native';

it('kernels: own against stock wasm and native', async () => {
  const report = openReport('kernels');
  const program = await buildCrew('test/bench/kernels/worker.ts');
  const start = (device: KernelWork['data']['device']) =>
    startCrew<KernelWork>(program, { device }, 1, rungOf(device).hosting);
  const reference = await start('cpu');
  const wasm = await start('wasm');
  // Its own process: what stock kernels break in their heap is theirs.
  const stock = await start('wasm');
  const tensorflow = (await hasNative()) ? await start('tensorflow-cpu') : null;
  const arms = new Map<ArmName, Arm>([
    ['own', { crew: wasm, whose: 'registered' }],
    ['stock', { crew: stock, whose: 'stock' }],
  ]);
  if (tensorflow !== null) arms.set('native', { crew: tensorflow, whose: 'registered' });
  try {
    const rows = [];
    for (const [index, one] of kernelCases.entries()) {
      try {
        rows.push(await compared(one, index, reference, arms));
      } catch (cause) {
        throw new Error(`${one.kernel}, ${one.title}: ${String(cause)}`, { cause });
      }
    }
    await report.store({ 'milliseconds a call': rows }, { tolerance: TOLERANCE });
  } finally {
    await Promise.all(
      [reference, wasm, stock, ...(tensorflow === null ? [] : [tensorflow])].map((crew) => crew.close()),
    );
  }
});

/** @throws Error when a kernel of ours, or one that is not known to be wrong, gives other numbers than the reference */
async function compared(
  { kernel, title, stockFault }: KernelCase,
  index: number,
  reference: Crew<KernelWork>,
  arms: ReadonlyMap<ArmName, Arm>,
): Promise<object> {
  const resultOf = async (crew: Crew<KernelWork>, whose: Whose): Promise<Float32Array | null> =>
    (await crew.ask({ kind: 'result', index, whose })).answers[0].result;
  const wanted = await resultOf(reference, 'registered');
  if (wanted === null) throw new Error(`The reference backend lacks ${kernel}.`);
  const times = new Map<ArmName, number[]>();
  const words = new Map<ArmName, string>();
  for (const [name, { crew, whose }] of arms) {
    const result = await resultOf(crew, whose);
    const isRight = result !== null && differenceOf(result, wanted) <= TOLERANCE;
    if (isRight) times.set(name, []);
    else if (result === null && name === 'stock') words.set(name, 'missing');
    else if (name === 'stock' && stockFault !== undefined) words.set(name, `wrong: ${stockFault}`);
    else throw new Error(`${name} differs from the reference.`);
  }
  if (stockFault !== undefined && times.has('stock')) throw new Error('Stock is right after all.');

  // The first round warms up the compiler.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, list] of times) {
      const { crew, whose } = arms.get(name)!;
      const task = { kind: 'time', index, whose, leastMilliseconds: LEAST_MILLISECONDS } as const;
      const [{ milliseconds }] = (await crew.ask(task)).answers;
      if (round > 0 && milliseconds !== null) list.push(milliseconds);
    }
  }
  const own = times.get('own')!;
  const column = (name: ArmName): object => {
    const list = times.get(name);
    if (list === undefined) return { [`${name}, ms`]: words.get(name) ?? 'not built' };
    return { [`${name}, ms`]: threeDigits(median(list)), [`times faster than ${name}`]: spread(quotients(list, own)) };
  };
  return { kernel, case: title, 'own, ms': threeDigits(median(own)), ...column('stock'), ...column('native') };
}

/** Largest difference, relative to the largest number wanted; infinite for another size or a number that is none. */
function differenceOf(values: Float32Array, wanted: Float32Array): number {
  if (values.length !== wanted.length) return Infinity;
  const scale = wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  let worst = 0;
  for (let index = 0; index < values.length; index += 1) {
    const difference = Math.abs(values[index] - wanted[index]);
    if (Number.isNaN(difference)) return Infinity;
    worst = Math.max(worst, difference);
  }
  return worst / scale;
}
