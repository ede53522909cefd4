/** Ways through a graph, whatever format it is of. */

/** What a tensor is computed from. Tensors come in an order in which each lies behind what it reads. */
export interface Reading {
  readonly name: string;
  /** Names of tensors; of such as only tell sizes, and which no number of a sample changes, none. */
  readonly reads: readonly string[];
}

/** These tensors and all that their numbers change. */
export function dependents(tensors: readonly Reading[], from: Iterable<string>): ReadonlySet<string> {
  const found = new Set(from);
  for (const { name, reads } of tensors) if (reads.some((own) => found.has(own))) found.add(name);
  return found;
}

/** Tensors that depend on these and that the end depends on; both among them where there is a path. */
export function pathsOf(tensors: readonly Reading[], from: Iterable<string>, end: string): ReadonlySet<string> {
  const given = dependents(tensors, from);
  const needed = new Set([end]);
  for (const { name, reads } of [...tensors].reverse()) if (needed.has(name)) for (const own of reads) needed.add(own);
  return new Set([...needed].filter((name) => given.has(name)));
}

/**
 * Tensors that every path from these to the end passes, in the order of the graph; both ends are left out.
 *
 * They are the tensors that no other one made before is read behind: one that is would come round it.
 */
export function cutsOf(tensors: readonly Reading[], from: readonly string[], end: string): readonly string[] {
  const onPath = pathsOf(tensors, from, end);
  const beginnings = new Set(from);
  const own = tensors.filter(({ name }) => onPath.has(name) && !beginnings.has(name));
  const lastRead = new Map<string, number>();
  own.forEach(({ reads }, at) => {
    for (const name of reads) lastRead.set(name, at);
  });
  const readTo = (name: string): number => (onPath.has(name) ? (lastRead.get(name) ?? -1) : -1);
  // How far what was made before is read.
  let furthest = from.reduce((most, name) => Math.max(most, readTo(name)), -1);
  return own.flatMap(({ name }, at) => {
    const isCut = furthest <= at && name !== end;
    furthest = Math.max(furthest, name === end ? own.length : readTo(name));
    return isCut ? [name] : [];
  });
}
