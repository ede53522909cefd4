import { underSetting } from '../attack-setting';
import type { WeighedInput } from '../measures/weighing';
import type { ModelAnalysis } from '../model-analysis';
import { amount, points, type Row } from './cell';

/** What fusions that weigh anew for every sample make of their inputs, and how they stand beside one that does not. */
export function weighingRows(models: readonly ModelAnalysis[]): readonly Row[] {
  const known = models.flatMap(({ weighing }) => (weighing === null ? [] : [weighing]));
  if (known.length === 0) return [];
  const inputOf = ({ weighing }: ModelAnalysis, id: string): WeighedInput | undefined =>
    weighing?.untouched.find(({ modality }) => modality === id);
  const modalities = [...new Set(known.flatMap(({ untouched }) => untouched.map(({ modality }) => modality)))];
  const heeded = known.some(({ untouched }) => untouched.some(({ withLoss }) => withLoss !== null));
  const rival = known.find(({ besideStatic }) => besideStatic !== null)?.besideStatic;
  const settings = [
    ...new Map(
      known.flatMap(({ besideStatic }) => (besideStatic?.degraded ?? []).map(({ setting }) => [setting.key, setting])),
    ).values(),
  ];
  return [
    { name: 'Weights of the inputs', cells: [] },
    ...modalities.flatMap((id): readonly Row[] => [
      { name: `  mean weight of ${id}`, cells: models.map((model) => amount(inputOf(model, id)?.weight)) },
      ...(heeded
        ? [
            {
              name: '  … correlation with its own loss',
              cells: models.map((model) => amount(inputOf(model, id)?.withLoss)),
            },
          ]
        : []),
    ]),
    ...(rival === null || rival === undefined
      ? []
      : [
          { name: `Beside static weights: accuracy − that of ${rival.subject} (points)`, cells: [] },
          { name: '  untouched', cells: models.map(({ weighing }) => points(weighing?.besideStatic?.untouched)) },
          ...settings.map((setting) => ({
            name: `  ${setting.title}`,
            cells: models.map(({ weighing }) =>
              points(underSetting(weighing?.besideStatic?.degraded ?? [], setting)?.gap),
            ),
          })),
        ]),
  ];
}
