import { rowEndings } from '../../shared/mapping/row-files';

/** Texts of what happens when something is dropped on the window. */
export const drop = {
  title: 'Drop it here',
  lines: [
    'A folder of data, or one file of rows (CSV, JSON Lines, Parquet, NPZ, …), is looked at, and imported as you say then.',
    'A model (ONNX or TensorFlow.js: a file and its map, a folder or a zip) is looked at, and imported as you say then.',
  ],
  several: (count: string): string =>
    `${count} things were dropped. Drop one at a time: a folder with everything that belongs to it, one file of rows, or one model with the files beside it.`,
  unknown: (name: string): string =>
    `“${name}” is neither data nor a model. Folders of data, files of rows (${rowEndings.join(', ')}) and models (.onnx, model.json, or a folder or zip of one) can be dropped.`,
  empty: (name: string): string => `“${name}” holds no file.`,
  lonely: (name: string): string =>
    `“${name}” names files with weights that lie beside it. Drop them all together, or the folder that holds them.`,
  unreadable: (name: string): string => `“${name}” cannot be read.`,
  nothing: 'What was dropped is no file or folder of this machine.',
  bringing: (name: string): string => `Bringing “${name}” into the lab`,
  bringingHint: 'Nothing leaves this machine. The copy is removed when it was imported, when you cancel, or when the lab starts again.',
  failed: 'Not imported',
  unit: 'files',
  broken: (name: string): string => `“${name}” could not be brought: the connection broke off.`,
  brokenRemedy: 'See that the disk has room and the lab still runs, then drop it again.',
} as const;
