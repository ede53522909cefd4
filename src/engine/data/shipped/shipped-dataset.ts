import type { SpectrogramSetting } from '../sound/spectrogram';
import type { DatasetHeader, DatasetRow } from '../write';

/** A data set that ships with the lab, ready to be written into a lab folder. */
export interface ShippedDataset {
  readonly header: DatasetHeader;
  readonly count: number;
  /** By modality, how recordings became spectrograms. */
  readonly sounds?: Readonly<Record<string, SpectrogramSetting>>;
  /**
   * All rows, in their order; the same on every machine.
   * @param resources the folder `resources/data`
   */
  rows(resources: string): Promise<Iterable<DatasetRow>>;
}
