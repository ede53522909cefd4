import type { ImportReport } from '../../../shared/data/dataset';

export interface ImportRequest {
  /** Folder to read; nothing outside it is read, not even through links. */
  readonly directory: string;
  /** Data set folder to write. */
  readonly folder: string;
  /** Name of the data set. */
  readonly name: string;
  /** Title for people. */
  readonly title: string;
  /** Names of the labels 0 and 1, where the layout has these. */
  readonly classes: readonly [string, string];
  /** What the values of masks stand for, where the layout has these; absent: a file of the folder says it. */
  readonly pixelClasses?: readonly string[];
  /** Images are resized to this side, in pixels, where there are any; to this height where the layout's are no squares. */
  readonly imageSide: number;
  /** Aborting ends the import with LabError `cancelled` and leaves no trace. */
  readonly signal?: AbortSignal;
  /** Called after each row with the rows done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Turns a folder of someone else's layout into a data set. Adding a layout: a file here, an entry in `registry.ts`, and
 * its name and facts in `shared/data/import-formats.ts`.
 */
export interface Importer {
  /** Of the layout, as it ends a sentence: “Laid out as …”. */
  readonly title: string;
  /**
   * Whether a folder is laid out so, by its names and the beginnings of its files. What is not whole may throw as an import
   * does; it is then taken for another layout.
   *
   * @param root real path of the folder
   */
  readonly fits: (root: string) => Promise<boolean>;
  /**
   * Reads row by row. A row that cannot be taken is reported and left out; it never stops the import.
   *
   * @throws LabError `not-found` without the folder, `invalid` when it has not the layout or no row could be taken,
   *   `conflict` when the data set exists, `cancelled`
   */
  import(request: ImportRequest): Promise<ImportReport>;
}
