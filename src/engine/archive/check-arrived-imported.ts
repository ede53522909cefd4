import { mkdir, readFile, rm } from 'node:fs/promises';
import type { ArchivedFile } from '../../shared/runs/archived-file';
import type { DatasetManifest } from '../../shared/data/dataset';
import { canonicalJson } from '../../shared/identity';
import { hashOfImported, type ImportedModel } from '../../shared/imported/imported-model';
import { filesOf } from '../../shared/imported/model-map';
import { isKept } from '../../shared/imported/source-facts';
import type { ModelDescription } from '../../shared/models/model-description';
import { writeFileAtomic } from '../files/atomic';
import { importedFiles } from '../files/imported-files';
import { checkTokenizers, MOST_TEXT_BYTES } from '../lab/importing';
import { isImportedId } from '../lab/imported-identity';
import { layout } from '../lab/layout';
import { checkMap } from '../predictors/map-check';
import { readOnnxGraph } from '../formats/onnx/graph';
import { checkContainer } from '../formats/tfjs/check';
import { asStrange } from './as-strange';
import { archivedNames, filesOfImported, placeOf } from './places';
import { odd, strange } from './refusals';

interface ArrivedImported {
  /** Laid out as a lab. */
  readonly folder: string;
  readonly model: ModelDescription;
  readonly imported: ImportedModel;
  /** Of the data that its run was computed on. */
  readonly manifest: DatasetManifest;
  /** Name of its description in the archive, for the error. */
  readonly described: string;
  /** Files that have arrived with it, by their name. */
  readonly own: ReadonlyMap<string, ArchivedFile>;
}

/**
 * Is what has arrived the model made elsewhere that its description says it to be? Its files are those that were imported,
 * all of them; its id is the hash of them and of its map; and it is held to what an import holds a model to. Then its
 * vocabularies are given the names that its map has for them.
 *
 * @throws LabError `damaged`, `unsupported` for a model that is not taken from files either
 */
export async function checkArrivedImported(arrived: ArrivedImported): Promise<void> {
  const { folder, model, imported, described, own } = arrived;
  const expected = filesOfImported(model.id, imported);
  for (const [name, sha256] of expected) {
    const file = own.get(name);
    if (file === undefined) throw odd(`lacks ${name}, which ${described} names.`);
    if (file.sha256 !== sha256)
      throw strange(name, 'is not what was imported: its hash is another than its description’s.');
  }
  refuseOtherDescription(arrived);
  const vocabularies = await vocabulariesOf(arrived);
  await refuseOtherModel(arrived);
  await asStrange(described, () => {
    checkTokenizers(imported.map, vocabularies);
  });
  const place = layout.model(folder, model.id);
  await mkdir(importedFiles.files(place), { recursive: true });
  for (const [name, bytes] of vocabularies) await writeFileAtomic(importedFiles.beside(place, name), bytes);
  await rm(importedFiles.arrived(place), { recursive: true, force: true });
}

function refuseOtherDescription({ model, imported, manifest, described }: ArrivedImported): void {
  const told = canonicalJson([
    model.datasetHash,
    model.modalities,
    model.classes,
    model.target ?? null,
    model.weightsHash,
  ]);
  const known = canonicalJson([
    ...[manifest.hash, manifest.modalities, manifest.classes, manifest.target ?? null],
    hashOfImported(imported.source),
  ]);
  // So that no name leads out of the model's folder: those of a map are held to be without one.
  const named = canonicalJson([...filesOf(imported.map)].sort());
  const kept = canonicalJson(Object.keys(imported.files).sort());
  if (told !== known || named !== kept || !isImportedId(model.id, imported, manifest.hash)) {
    throw strange(described, `describes another model than ${model.id.slice(0, 12)}: its id does not fit.`);
  }
}

async function vocabulariesOf({
  folder,
  model,
  imported,
  own,
}: ArrivedImported): Promise<ReadonlyMap<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const [name, sha256] of Object.entries(imported.files)) {
    const archived = archivedNames.vocabulary(model.id, sha256);
    if ((own.get(archived)?.bytes ?? 0) > MOST_TEXT_BYTES) {
      throw strange(archived, `has more than ${String(MOST_TEXT_BYTES)} bytes, which no vocabulary may.`);
    }
    files.set(name, await readFile(placeOf(folder, archived)));
  }
  return files;
}

async function refuseOtherModel({ folder, model, imported, manifest, described }: ArrivedImported): Promise<void> {
  const { source, signature, map } = imported;
  if (!isKept(source)) return;
  const name = archivedNames.kept(model.id, source.kind);
  const bytes = await readFile(placeOf(folder, name));
  await asStrange(name, () => {
    switch (source.kind) {
      case 'onnx': {
        const read = readOnnxGraph(bytes, name);
        if (canonicalJson(read.signature) === canonicalJson(signature)) return;
        throw strange(name, `has other inputs or outputs than ${described} says.`);
      }
      case 'tfjs':
        if (checkContainer(bytes, name).form === source.form) return;
        throw strange(name, `is of another form than ${described} says.`);
      default:
        source satisfies never;
    }
  });
  await asStrange(described, () => {
    checkMap(map, signature, manifest);
  });
}
