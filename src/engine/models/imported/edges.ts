import { canBeZ } from '../../formats/embedding-sizes';
import { pathsOf } from '../../formats/graph-paths';
import type { GraphTensor } from './tensor-graph';

/** By modality: names of tensors. */
export type NamesBy = Readonly<Record<string, readonly string[]>>;

/**
 * How far each modality is encoded by itself: the tensors that it alone decides, and that are read where others come in. Where
 * one of these holds no row of numbers for each sample, its beginning is taken.
 *
 * @param tensors in the order of the graph
 * @param starts what is given to the graph for each modality
 * @param z the tensor behind which nothing is asked for
 * @param fixed samples that the graph takes at once; null: any number
 */
export function edgesOf(tensors: readonly GraphTensor[], starts: NamesBy, z: string, fixed: number | null): NamesBy {
  const own = new Map<string, ReadonlySet<string>>();
  for (const [id, names] of Object.entries(starts)) for (const name of names) own.set(name, new Set([id]));
  const onWay = pathsOf(tensors, own.keys(), z);
  const readers = new Map<string, GraphTensor[]>();
  for (const tensor of tensors) {
    if (!onWay.has(tensor.name) || own.has(tensor.name)) continue;
    own.set(tensor.name, new Set(tensor.reads.flatMap((name) => [...(onWay.has(name) ? (own.get(name) ?? []) : [])])));
    for (const name of tensor.reads) readers.set(name, [...(readers.get(name) ?? []), tensor]);
  }
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return Object.fromEntries(
    Object.entries(starts).map(([id, beginning]) => {
      const isOwn = (name: string): boolean => {
        const by = own.get(name);
        return by?.size === 1 && by.has(id);
      };
      const edges = [...own.keys()].filter(
        (name) => isOwn(name) && (name === z || (readers.get(name) ?? []).some((reader) => !isOwn(reader.name))),
      );
      const isSound = edges.every((name) => beginning.includes(name) || holdsRows(byName.get(name), fixed));
      return [id, edges.length > 0 && isSound ? edges : beginning];
    }),
  );
}

/** Does it hold one part for each sample, of known size and type, and all that is passed on? */
export function holdsRows(tensor: GraphTensor | undefined, fixed: number | null): boolean {
  return tensor?.isWhole === true && tensor.dtype !== null && canBeZ(tensor.shape, fixed);
}
