import { countOf, decimal } from '../../../analysis/format';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { importFormats } from '../../../shared/data/import-formats';
import { stepsText, type ModalitySpec } from '../../../shared/data/modality';
import { repeatedUnitsText } from '../../../shared/data/repeated-units';
import { askedWords, rightWords } from '../../../shared/data/target';
import { visibleText } from '../../../shared/text/visible-text';
import { facts } from '../../table';
import type { Terminal } from '../../terminal';
import { wrap } from '../../width';

/** What a data set asks, holds and comes from. */
export function printManifest(manifest: DatasetManifest, terminal: Terminal): void {
  terminal.print(terminal.out.bold(visibleText(manifest.title)));
  wrap(visibleText(manifest.task), terminal.width).forEach(terminal.print);
  terminal.print();
  const modalities = Object.entries(manifest.modalities).map(
    ([id, spec]) => `${visibleText(id)} (${valueWords(spec)})`,
  );
  facts([
    ['name', manifest.name],
    ['modalities', modalities.join(', ')],
    ['asks for', visibleText(askedWords(manifest))],
    ...row('right', rightWords(manifest.target)),
    ['classes', manifest.classes.map(visibleText).join(', ')],
    [
      'rows',
      `${decimal(manifest.splits.train)} train, ${decimal(manifest.splits.validation)} validation, ${decimal(manifest.splits.test)} test`,
    ],
    ['intervals by', visibleText(manifest.unit)],
    ...row('note', repeatedUnitsText(manifest)),
    ['origin', visibleText(originOf(manifest))],
    [
      'label oracle',
      manifest.oracle === null ? 'none: label preservation is not checked' : visibleText(manifest.oracle.statement),
    ],
    ['licences', manifest.licences.map(visibleText).join('; ')],
    ['hash', manifest.hash],
  ]).forEach(terminal.print);
}

/** What the values of a modality are. */
function valueWords(spec: ModalitySpec): string {
  switch (spec.kind) {
    case 'image':
      return `${String(spec.height)}×${String(spec.width)} pixels, ${spec.channels === 1 ? 'grey' : 'colour'}`;
    case 'text':
      return `up to ${countOf(spec.maxWords, 'word')}`;
    case 'audio':
      return `sound of ${String(Number(spec.seconds.toPrecision(3)))} s, ${String(spec.height)} bands × ${String(spec.width)} frames`;
    case 'tabular':
      return countOf(spec.columns.length, 'column');
    case 'sequence':
      return `${stepsText(spec)} of ${countOf(spec.features.length, 'feature')}`;
    case 'skeleton':
      return `${countOf(spec.joints.length, 'joint')} over ${countOf(spec.steps, 'step')}`;
    default:
      return spec satisfies never;
  }
}

/** None of what is not to be said of the data. */
function row(title: string, text: string | null): readonly (readonly [string, string])[] {
  return text === null ? [] : [[title, visibleText(text)]];
}

/** Where the rows come from: a layout that was imported, or a preparation that draws them by a seed. */
function originOf({ preparation: { name, version, seed } }: DatasetManifest): string {
  return importFormats.some((format) => format === name)
    ? `imported in the layout ${name}, version ${String(version)} of the importer`
    : `prepared by ${name}, version ${String(version)}, seed ${String(seed)}`;
}
