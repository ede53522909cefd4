/** Ways through graphs, and what is told of their tensors. */
import { describe, expect, it } from 'vitest';
import { canBeZ, mayBeZ } from '../../../src/engine/formats/embedding-sizes';
import { cutsOf, dependents, pathsOf, type Reading } from '../../../src/engine/formats/graph-paths';
import { toldNodes, type Tellable } from '../../../src/engine/formats/told-nodes';
import { randomFrom } from '../../../src/engine/random';
import { mostNodes } from '../../../src/shared/imported/graph-node';

/** By its definition: without it nothing of the end depends on a beginning. */
function byDefinition(tensors: readonly Reading[], from: readonly string[], end: string): readonly string[] {
  const onPath = pathsOf(tensors, from, end);
  return tensors.flatMap(({ name }) => {
    if (name === end || from.includes(name) || !onPath.has(name)) return [];
    const without = tensors.filter((own) => own.name !== name);
    return dependents(without, from).has(end) ? [] : [name];
  });
}

describe('tensors that every path passes', () => {
  it('are those without which there is no path, in any graph, whether its inputs are told among its tensors or not', () => {
    let found = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = randomFrom('graphs', String(seed));
      const names = ['a', 'b', ...Array.from({ length: 9 }, (_, at) => `t${at}`)];
      const made = names.slice(2).map((name, at): Reading => {
        const before = names.slice(Math.max(0, at - 1), at + 2);
        return { name, reads: before.filter(() => random.uniform() < 0.55) };
      });
      const inputs = ['a', 'b'].map((name): Reading => ({ name, reads: [] }));
      const wanted = byDefinition(made, ['a', 'b'], 't8');
      expect(cutsOf(made, ['a', 'b'], 't8'), JSON.stringify(made)).toEqual(wanted);
      expect(cutsOf([...inputs, ...made], ['a', 'b'], 't8')).toEqual(wanted);
      found += wanted.length;
    }
    expect(found).toBeGreaterThan(100);
  });
});

describe('what can be z', () => {
  it.each([
    [[null, 4], null, true, true],
    [[null], null, true, true],
    [[8, 4], 8, true, true],
    [[4, null], null, false, false],
    [[7, 4], 8, false, false],
    [[], null, false, false],
    [[null, null], null, false, true],
    [['n', 'words', 4], null, false, true],
    [null, null, false, true],
  ] as const)('of the sizes %j, of %s samples at once', (sizes, fixed, can, may) => {
    expect(canBeZ(sizes, fixed)).toBe(can);
    expect(mayBeZ(sizes, fixed)).toBe(may);
  });
});

describe('nodes', () => {
  const chain = (count: number): readonly Tellable[] =>
    Array.from({ length: count }, (_, at) => ({
      name: `t${at}`,
      operator: 'Any',
      reads: [at === 0 ? 'x' : `t${at - 1}`],
      shape: [null, at % 2],
    }));
  const isSized = ({ shape }: Tellable): boolean => shape?.[1] === 1;
  const told = (tensors: readonly Tellable[]) =>
    toldNodes(tensors, { inputs: ['x'], output: tensors[tensors.length - 1].name, isSized });

  it('are told all, or of many those that can be z, the last of them', () => {
    expect(told(chain(mostNodes))).toHaveLength(mostNodes);
    const many = told(chain(mostNodes + 2));
    expect(many).toHaveLength(mostNodes / 2);
    expect(many.every(({ isCut }) => isCut)).toBe(true);
    expect(told(chain(4 * mostNodes)).at(-1)?.name).toBe(`t${4 * mostNodes - 3}`);
  });

  it('are those that samples change, with names and sizes that can be told', () => {
    const odd: readonly Tellable[] = [
      { name: 'weights', operator: 'Constant', reads: [], shape: [4] },
      { name: 'n'.repeat(201), operator: 'Any', reads: ['x'], shape: [null, 1] },
      { name: 'deep', operator: 'o'.repeat(90), reads: ['n'.repeat(201), 'weights'], shape: Array.from({ length: 17 }, () => 1) },
      { name: 'y', operator: 'Any', reads: ['deep'], shape: [null, 1] },
    ]; // prettier-ignore
    expect(told(odd)).toEqual([
      { name: 'deep', operator: 'o'.repeat(80), shape: null, isCut: true },
      { name: 'y', operator: 'Any', shape: [null, 1], isCut: false },
    ]);
  });
});
