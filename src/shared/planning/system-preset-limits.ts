import type { ModalitySpecs } from '../data/modality';
import type { Target } from '../data/target';
import { pixelReasons } from './pixel-limits';
import { skeletonOf } from './streams-plan';
import type { systemPresets } from './study-presets';
import { fusionLimit } from './target-limits';

/** What decides, of data in the lab or of such that ship. */
interface Known {
  readonly modalities?: ModalitySpecs;
  readonly inputs?: readonly string[];
  readonly target?: Target | undefined;
  readonly pixelClasses?: unknown;
}

/** Why the study of a system tells nothing of some data; a sentence. Null: it does, or nothing is known of them. */
export function systemPresetLimit(
  preset: (typeof systemPresets)[number],
  name: string,
  data: Known | undefined,
): string | null {
  if (data?.pixelClasses !== undefined) return `Its fusion ${pixelReasons.fusion}.`;
  const inputs = data?.inputs ?? Object.keys(data?.modalities ?? { one: null, other: null });
  switch (preset) {
    case 'alternating':
      return ofSeveral('mla', inputs, name, data?.target);
    case 'contrast':
      return ofSeveral('unis-mmc', inputs, name, data?.target);
    case 'streams':
      return hasSkeleton(name, data?.modalities)
        ? null
        : 'They have no skeleton of which it is known which joints are joined.';
    case 'systems':
      return ofSeveral('mla', inputs, name, data?.target);
    default:
      return preset satisfies never;
  }
}

/** Of data that ship, before they are in the lab, by name. */
function hasSkeleton(name: string, specs: ModalitySpecs | undefined): boolean {
  return specs === undefined ? name === 'skeleton-actions' : skeletonOf(specs) !== null;
}

function ofSeveral(
  fusion: 'mla' | 'unis-mmc',
  inputs: readonly string[],
  name: string,
  target: Target | undefined,
): string | null {
  const limit = fusionLimit(fusion, target);
  if (limit !== null) return `Its fusion ${limit}.`;
  if (inputs.length < 2) return 'Its fusion needs two inputs or more.';
  if (name !== 'caption-match') return null;
  return 'Neither picture nor caption tells by itself whether they fit: what is learned from each alone is to guess.';
}
