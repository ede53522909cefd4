import { listOf } from '../../analysis/format';
import { shippedDatasets, type DatasetManifest } from '../../shared/data/dataset';
import { shippedFacts } from '../../shared/planning/shipped-facts';
import { shownText } from '../../shared/text/shown-text';
import { askedWords } from '../../shared/data/target';
import { texts } from '../texts/catalogue';

export interface DatasetOption {
  readonly value: string;
  readonly label: string;
  /** What it asks of a model, and from which inputs. */
  readonly facts: string;
}

/** Data sets to choose from: those of the lab, then those that ship with it and are not written into it yet. */
export function datasetOptions(manifests: readonly DatasetManifest[]): readonly DatasetOption[] {
  const words = texts.studies;
  const there = new Set(manifests.map(({ name }) => name));
  return [
    ...manifests.map((manifest) => ({
      value: manifest.name,
      label: shownText(manifest.title),
      facts: shownText(words.datasetFacts(askedWords(manifest), listOf(Object.keys(manifest.modalities)))),
    })),
    ...shippedDatasets
      .filter((name) => !there.has(name))
      .map((name) => ({
        value: name,
        label: words.shipped(name),
        facts: words.datasetFacts(askedWords(shippedFacts[name]), listOf(shippedFacts[name].inputs)),
      })),
  ];
}
