import type { StoredTensor } from './safetensors';

/** A tensor of a file that is not as a network, or a part of one, has it. */
export type Misfit =
  | { readonly kind: 'missing'; readonly name: string; readonly wanted: string }
  | { readonly kind: 'other-shape'; readonly name: string; readonly wanted: string; readonly held: string }
  | { readonly kind: 'extra'; readonly name: string };

/** Every tensor that is missing, of another shape or unexpected. @param own shapes of what is wanted, by name */
export function misfits(
  tensors: ReadonlyMap<string, StoredTensor>,
  own: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): readonly Misfit[] {
  const text = (shape: readonly number[]): string => `[${shape.join(', ')}]`;
  return [
    ...[...own].flatMap(([name, { shape }]): readonly Misfit[] => {
      const tensor = tensors.get(name);
      const wanted = text(shape);
      if (tensor === undefined) return [{ kind: 'missing', name, wanted }];
      const held = text(tensor.shape);
      return held === wanted ? [] : [{ kind: 'other-shape', name, wanted, held }];
    }),
    ...[...tensors.keys()].filter((name) => !own.has(name)).map((name): Misfit => ({ kind: 'extra', name })),
  ];
}
