import type { MappingInput } from '../../../../../shared/mapping/mapping';
import type { PaperKey } from '../../../../../shared/papers/papers';

/** A published layout that is read unchanged: a mapping, and what tells a folder of it. */
export interface Preset {
  readonly title: string;
  /** The papers that it was published with; none where one form serves data of many. */
  readonly cites: readonly PaperKey[];
  /** Files and folders that all folders of this layout hold. */
  readonly expects: readonly string[];
  /**
   * Null: the folder holds all that is expected, but is of another layout.
   *
   * @param root real path of the folder, for what the mapping has to be told of it
   * @param signal ends what is read of large files
   */
  readonly mapping: (root: string, signal?: AbortSignal) => Promise<MappingInput | null> | MappingInput;
}

/** What all mappings begin with. */
export const whole = { format: 'muroan.mapping', formatVersion: 1 } as const;
