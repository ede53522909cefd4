import type { VoteChoice } from './certificate';
import type { SampledPool } from './certificate-record';

/** An input of a sample. */
export interface Counted {
  readonly modality: string;
  readonly elements: number;
}

/** What is drawn of a sample: of each modality by itself, or of several together; all where there is less than is asked for. */
export function poolsOf(choice: VoteChoice, counted: readonly Counted[]): readonly SampledPool[] {
  switch (choice.name) {
    case 'mmcert':
      return counted
        .filter(({ modality }) => Object.hasOwn(choice.kept, modality))
        .map(({ modality, elements }) => ({
          modalities: [modality],
          n: elements,
          k: Math.min(choice.kept[modality], elements),
        }));
    case 'randomized-ablation': {
      const own = counted.filter(({ modality }) => choice.modalities.includes(modality));
      const n = own.reduce((sum, { elements }) => sum + elements, 0);
      return [{ modalities: own.map(({ modality }) => modality), n, k: Math.min(choice.kept, n) }];
    }
    default:
      return choice satisfies never;
  }
}
