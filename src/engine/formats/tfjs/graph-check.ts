/** Holds a graph of operators to what the library can run in one go, before it is given to it. */
import { LabError } from '../../../shared/errors';
import { inOrder } from './in-order';
import { damaged, type TfjsModel } from './model-json';
import { Graph, namedIn, sourceOf } from './operators';

/** Branches and loops, whose way depends on numbers: the library runs them out of step with what asks. */
const branching: ReadonlySet<string> = new Set([
  ...['Switch', 'Merge', 'Enter', 'Exit', 'NextIteration', 'LoopCond', 'If', 'StatelessIf', 'While', 'StatelessWhile'],
  ...['NonMaxSuppressionV2', 'NonMaxSuppressionV3', 'NonMaxSuppressionV4', 'NonMaxSuppressionV5', 'Where'],
]);
const unlike: readonly RegExp[] = [
  /^TensorArray/u,
  /^TensorList/u,
  /HashTable/u,
  /^LookupTable/u,
  /Random/u,
  /^Multinomial$/u,
  /TruncatedNormal$/u,
];

/**
 * @throws LabError `unsupported` for operators that are not run here; `invalid` for what does not hold together
 */
export function checkGraph({ topology, specs, signature }: TfjsModel, where: string): void {
  const read = Graph.safeParse(topology);
  if (!read.success) throw damaged(where, 'describes no graph of operators.');
  const nodes = read.data.node;
  const names = new Set(nodes.map(({ name }) => name));
  if (names.size < nodes.length) throw damaged(where, 'has two operators of one name.');
  const other = nodes.find(({ op }) => branching.has(op) || unlike.some((pattern) => pattern.test(op)));
  if (other !== undefined) {
    throw new LabError(
      'unsupported',
      `has the operator ${other.op} ("${other.name.slice(0, 60)}"), which branches, repeats, draws or looks up.`,
      { where, remedy: 'Export the model for inference, with its loops unrolled and without tables.' },
    );
  }
  const reads = new Map(nodes.map(({ name, input }) => [name, input.map(sourceOf)]));
  for (const [name, sources] of reads) {
    const missing = sources.find((source) => !names.has(source));
    if (missing === undefined) continue;
    throw damaged(
      where,
      `has the operator "${name.slice(0, 60)}", which reads "${missing.slice(0, 60)}", which is not there.`,
    );
  }
  for (const side of ['inputs', 'outputs'] as const) {
    const strange = namedIn(signature, side)?.find((name) => !names.has(sourceOf(name)));
    if (strange !== undefined)
      throw damaged(where, `names "${strange.slice(0, 60)}" among its ${side}, which is not there.`);
  }
  const weights = new Set(specs.map(({ name }) => name));
  const bare = nodes.find(({ name, op }) => op === 'Const' && !weights.has(name));
  if (bare !== undefined) throw damaged(where, `needs the weight "${bare.name.slice(0, 60)}", which its list has not.`);
  if (inOrder({ reads }) === null) throw damaged(where, 'has operators that read themselves, by way of others.');
}
