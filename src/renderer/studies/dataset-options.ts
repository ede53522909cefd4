import { shippedDatasets, type DatasetManifest } from '../../shared/dataset';
import { shownText } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';

/** Data sets to choose from: those of the lab, then those that ship with it and are not written into it yet. */
export function datasetOptions(
  manifests: readonly DatasetManifest[],
): readonly { readonly value: string; readonly label: string }[] {
  const there = new Set(manifests.map(({ name }) => name));
  return [
    ...manifests.map(({ name, title }) => ({ value: name, label: shownText(title) })),
    ...shippedDatasets
      .filter((name) => !there.has(name))
      .map((name) => ({ value: name, label: texts.studies.shipped(name) })),
  ];
}
