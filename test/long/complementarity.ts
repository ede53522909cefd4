import { analyse } from '../../src/analysis/analyse';
import { informationLabel } from '../../src/analysis/measures/information';
import type { ModelAnalysis } from '../../src/analysis/model-analysis';
import { readRun } from '../../src/analysis/read-run';
import type { Rate } from '../../src/analysis/statistics/estimate';
import { startEngine } from '../../src/host/engine-client';
import type { DeviceKind } from '../../src/shared/device';
import type { StudyPlanInput } from '../../src/shared/plan/plan';

/** Encoders of the demo and of what data sets are known for. */
export const image = { name: 'cnn' } as const;
export const text = { name: 'mean-words' } as const;

/**
 * A study without attacks on the whole test split: fused models beside their unimodal baselines. Models that the lab has
 * are not trained again.
 *
 * @returns by subject
 */
export async function withBaselines(
  lab: string,
  device: DeviceKind,
  dataset: string,
  fusions: readonly ('concat' | 'product')[],
  training: object,
): Promise<ReadonlyMap<string, ModelAnalysis>> {
  const engine = await startEngine({ lab, workers: 2, devices: [device] });
  try {
    const plan: StudyPlanInput = {
      format: 'muroan.study',
      formatVersion: 1,
      name: `Complementarity of ${dataset}`,
      data: { dataset },
      subjects: fusions.map((name) => ({
        name,
        recipe: { encoders: { image, text }, fusion: { name } },
        training,
      })),
      attacks: [],
    };
    const { id } = await engine.request('studies.run', { plan });
    const { subjects } = analyse(await readRun(engine, id));
    const models = subjects.map(({ models: [model] }) => model);
    for (const { subject, accuracy } of models) console.log(`${dataset} · ${subject}: ${rate(accuracy)}`);
    const [{ fusion }] = models;
    for (const { modality, accuracy } of fusion.unimodal) console.log(`${dataset} · ${modality}: ${rate(accuracy)}`);
    const { joint, given, complementarity } = fusion.information!;
    const shares = Object.entries(given).map(([modality, bits]) => `${modality} alone adds ${bits.toFixed(3)} bits`);
    console.log(
      `${dataset} · complementarity ${complementarity.toFixed(2)} (${informationLabel}): both hold ${joint.toFixed(3)}`,
      `bits, ${shares.join(', ')}; ${fusion.complementarity}`,
    );
    return new Map(models.map((model) => [model.subject, model]));
  } finally {
    await engine.close();
  }
}

function rate({ value, low, high, n }: Rate): string {
  return `${value!.toFixed(4)} [${low!.toFixed(4)}, ${high!.toFixed(4)}], n ${n}`;
}
