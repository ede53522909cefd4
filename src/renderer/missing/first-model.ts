import { shippedDatasets } from '../../shared/data/dataset';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { ensureDataset } from '../../shared/lookup/datasets';
import { parse } from '../../shared/parse';
import { ModelSpec } from '../../shared/models/model-spec';
import { startingDraft } from '../parts/spec-draft';

/**
 * The model to begin a lab with: everything at its default, on the first data set of the lab; where there is none, on
 * one that ships with it, which is prepared first.
 */
export async function firstModel(lab: LabConnection): Promise<ModelSpec> {
  const [there] = await lab.request('data.list', {});
  const { name, modalities } =
    (there as typeof there | undefined) ?? (await ensureDataset(lab, shippedDatasets[0], 'dataset'));
  return parse(ModelSpec, startingDraft(name, modalities), '');
}
