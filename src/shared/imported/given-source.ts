import { titleFrom } from '../naming';
import type { GivenSource } from './imported-model';

/** Endings of files that models are brought in: ONNX, and of TensorFlow.js its model.json or an archive. */
export const modelEndings = ['onnx', 'json', 'zip'] as const;

/** What a path on this machine is: an ONNX file by its ending; else a model of TensorFlow.js, whose folder has none. */
export function sourceOfPath(path: string): GivenSource {
  return path.toLowerCase().endsWith('.onnx') ? { kind: 'onnx', file: path } : { kind: 'tfjs', path };
}

/** The path that was given; null for a program, which has none. */
export function pathOf(source: GivenSource): string | null {
  switch (source.kind) {
    case 'onnx':
      return source.file;
    case 'tfjs':
      return source.path;
    case 'http':
      return null;
    default:
      return source satisfies never;
  }
}

/** The folder that a path lies in, as its system writes it; empty where it names none. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('\\')));
}

/** A title to start from: the file's name without its ending; of `model.json` its folder's; of a program its address. */
export function titleOfSource(source: GivenSource): string {
  const path = pathOf(source) ?? (source.kind === 'http' ? source.address : '');
  const parts = path.split(/[\\/]/u).filter((part) => part !== '');
  const name = parts.at(-1)?.toLowerCase() === 'model.json' ? parts.at(-2) : parts.at(-1);
  return titleFrom((name ?? '').replace(/\.(onnx|json|zip)$/iu, '')) || 'Imported model';
}
