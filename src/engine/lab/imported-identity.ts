import { hashOf } from '../../shared/identity';
import { blackBoxGives, type ImportedModel } from '../../shared/imported/imported-model';

/**
 * Raised whenever a graph computed here gives other numbers than it did. Of TensorFlow.js: 2, since each input is encoded as far
 * as it is alone, and slopes are measured there.
 */
const FORM_VERSIONS: Readonly<Record<ImportedModel['source']['kind'], number>> = { onnx: 1, tfjs: 2, http: 1 };

type Identified = Pick<ImportedModel, 'source' | 'map' | 'files' | 'gives'>;

/** Names an imported model: what answers, how a data set reaches it, and what it lets attacks have. */
export function importedId(imported: Identified, datasetHash: string): string {
  return idUnder(FORM_VERSIONS[imported.source.kind], imported, datasetHash);
}

/** Is this its id, or was it under an earlier version of what is computed here? */
export function isImportedId(id: string, imported: Identified, datasetHash: string): boolean {
  const latest = FORM_VERSIONS[imported.source.kind];
  const versions = Array.from({ length: latest }, (_, before) => latest - before);
  return versions.some((version) => idUnder(version, imported, datasetHash) === id);
}

function idUnder(version: number, { source, map, files, gives }: Identified, datasetHash: string): string {
  const { inputs, output, batch, embedding } = map;
  const what = source.kind === 'http' ? { address: source.address } : { sha256: source.sha256 };
  // What people call it, what is stated of it and how long it may take change none of its answers.
  // What is computed here answers otherwise, by a little, and lets itself be attacked otherwise.
  const isSeen = gives.length > blackBoxGives.length;
  const form = isSeen ? { form: { version, embedding, gives } } : {};
  return hashOf({ imported: what, map: { inputs, output, batch }, files, datasetHash, ...form });
}
