import path from 'node:path';
import type { KeptSource } from '../../shared/imported/source-facts';

/** Files of an imported model's folder, beside `model.json`. */
export const importedFiles = {
  graph: (folder: string) => path.join(folder, 'model.onnx'),
  /** Of TensorFlow.js, as the lab keeps them. */
  tfjs: (folder: string) => path.join(folder, 'model.tfjs'),
  /** What the lab keeps of it. */
  kept: (folder: string, kind: KeptSource['kind']): string => {
    switch (kind) {
      case 'onnx':
        return importedFiles.graph(folder);
      case 'tfjs':
        return importedFiles.tfjs(folder);
      default:
        return kind satisfies never;
    }
  },
  /** Those that an archive brought, by their SHA-256, until each has the name that the map has for it. */
  arrived: (folder: string) => path.join(folder, 'arrived'),
  /** Vocabularies and merges, in a folder of their own: their names are the user's. */
  files: (folder: string) => path.join(folder, 'files'),
  /** @param name without a folder, as the map's schema holds it to be */
  beside: (folder: string, name: string) => path.join(folder, 'files', path.basename(name)),
} as const;
