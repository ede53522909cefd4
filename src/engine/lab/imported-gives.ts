import { LabError } from '../../shared/errors';
import type { GraphOutline } from '../../shared/imported/graph-outline';
import { blackBoxGives, type ImportedModel } from '../../shared/imported/imported-model';
import type { ModelMap } from '../../shared/imported/model-map';
import { oneOf } from '../../shared/wording';

/**
 * What attacks can have of a graph that the lab computes itself, by this map.
 *
 * @param paddings number of padding, by modality that is text
 */
export function givenBy(
  map: ModelMap,
  { differentiable, lookups }: Pick<GraphOutline, 'differentiable' | 'lookups'>,
  paddings: Readonly<Record<string, number>>,
): Pick<ImportedModel, 'gives' | 'embedded'> {
  // Numbers that are rounded before the model reads them pass no gradient.
  const isRounded = Object.values(map.inputs).some(
    (input) => input.kind === 'numbers' && input.type !== 'float32' && input.type !== 'float64',
  );
  const embedded = Object.entries(map.inputs).flatMap(([modality, input]) =>
    input.kind === 'words' &&
    lookups.some((own) => own.input === input.ids && (!own.masksZero || paddings[modality] === 0))
      ? [modality]
      : [],
  );
  const isReached = embedded.length > 0 || Object.values(map.inputs).some(({ kind }) => kind === 'numbers');
  const hasGradients = differentiable.possible && map.gradients === 'if-possible' && !isRounded && isReached;
  return {
    gives: [
      ...blackBoxGives,
      ...(map.embedding === null ? [] : ['embedding' as const]),
      ...(hasGradients ? ['gradients' as const] : []),
    ],
    embedded: hasGradients ? embedded : [],
  };
}

/** @throws LabError `invalid` for a tensor that some way from the inputs to the output passes by */
export function refuseOtherEmbedding({ embedding }: ModelMap, nodes: GraphOutline['nodes']): void {
  if (embedding === null) return;
  const cuts = nodes.flatMap(({ name, isCut }) => (isCut ? [name] : []));
  if (cuts.includes(embedding)) return;
  throw new LabError(
    'invalid',
    `is "${embedding}", which is no tensor that all ways from the inputs to the output pass.`,
    {
      where: 'map.embedding',
      remedy: cuts.length === 0 ? 'Give null: the model has none.' : `Give ${oneOf(cuts.slice(-8))}, or null.`,
    },
  );
}
