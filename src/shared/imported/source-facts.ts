import type { ImportedSource } from './imported-model';

/** What is so of all models that are made elsewhere in one way. */
export interface SourceFacts {
  /** What it computes with is kept in the lab folder; else a program has it, and nobody here knows its weights. */
  readonly isKept: boolean;
  /** Another program answers for it, by which the lab's own form of it is checked; else only the lab computes it. */
  readonly hasRuntime: boolean;
  /**
   * Raised whenever what is computed here gives other numbers than it did. Of TensorFlow.js: 2, since each input is encoded as far
   * as it is alone, and slopes are measured there.
   */
  readonly formVersion: number;
}

const facts: Readonly<Record<ImportedSource['kind'], SourceFacts>> = {
  onnx: { isKept: true, hasRuntime: true, formVersion: 1 },
  tfjs: { isKept: true, hasRuntime: false, formVersion: 2 },
  http: { isKept: false, hasRuntime: true, formVersion: 1 },
};

export function sourceFactsOf({ kind }: { readonly kind: ImportedSource['kind'] }): SourceFacts {
  return facts[kind];
}

/** One of which the lab keeps what it computes with. */
export type KeptSource = Exclude<ImportedSource, { readonly kind: 'http' }>;

export function isKept(source: ImportedSource): source is KeptSource {
  return sourceFactsOf(source).isKept;
}

/** Whether nobody here knows how many weights a model has; so of no model that the lab trained. */
export function hidesWeights({
  imported,
}: {
  readonly imported?: { readonly source: ImportedSource } | undefined;
}): boolean {
  return imported !== undefined && !isKept(imported.source);
}
