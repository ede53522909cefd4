import { attackMeasures } from './attack-measures';
import { cleanAnswers } from './measures/accuracy';
import { underSetting, type AttackSetting } from './attack-setting';
import type { Outcome } from './measures/outcome';
import type { ModelAnalysis } from './model-analysis';
import { outcomesUnder, type ModelResults } from './results';
import { twoLevelShare } from './statistics/bootstrap';
import { nothing, type Estimate } from './statistics/estimate';

/** A recipe under test, trained once per seed. */
export interface SubjectAnalysis {
  readonly name: string;
  readonly models: readonly ModelAnalysis[];
  /** Over training seeds; equal to the model's own figures with one seed. */
  readonly overall: {
    readonly accuracy: Estimate;
    readonly attacks: readonly {
      readonly setting: AttackSetting;
      readonly successRate: Estimate;
      readonly robustAccuracy: Estimate;
      /** Mean removed share over C of each attacked modality, failures as 1; empty for attacks that remove nothing. */
      readonly removed: Readonly<Record<string, Estimate>>;
    }[];
  };
}

export function subjectAnalysis(
  name: string,
  results: readonly ModelResults[],
  analyses: readonly ModelAnalysis[],
  settings: readonly AttackSetting[],
): SubjectAnalysis {
  const own = results.filter(({ cell }) => cell.subject === name);
  const models = analyses.filter(({ subject }) => subject === name);
  const single = models.length === 1 ? models[0] : null;
  const overSeeds = (
    part: string,
    ofResult: (model: ModelResults) => readonly { readonly value: number; readonly group: string }[],
  ): Estimate => (own.length === 0 ? nothing : twoLevelShare(own.map(ofResult), `${name}/${part}`));

  return {
    name,
    models,
    overall: {
      accuracy:
        single?.accuracy ??
        overSeeds('accuracy', ({ clean }) =>
          cleanAnswers(clean).map(({ hit, group }) => ({ value: Number(hit), group })),
        ),
      attacks: settings.map((setting) => {
        const measured = single && underSetting(attackMeasures(single), setting);
        const outcomes = (model: ModelResults): readonly Outcome[] => outcomesUnder(model, setting);
        const correctBefore = (model: ModelResults): readonly Outcome[] =>
          outcomes(model).filter(({ cleanCorrect }) => cleanCorrect);
        return {
          setting,
          successRate:
            measured?.successRate ??
            overSeeds(`${setting.key}/asr`, (model) =>
              correctBefore(model).map(({ correct, group }) => ({ value: Number(!correct), group })),
            ),
          robustAccuracy:
            measured?.robustAccuracy ??
            overSeeds(`${setting.key}/acc`, (model) =>
              outcomes(model).map(({ correct, group }) => ({ value: Number(correct), group })),
            ),
          removed:
            setting.kind !== 'removal'
              ? {}
              : Object.fromEntries(
                  setting.modalities.map((id) => [
                    id,
                    measured?.kind === 'removal'
                      ? measured.byModality[id].meanOverAll
                      : overSeeds(`${setting.key}/r/${id}`, (model) =>
                          correctBefore(model).map(({ removedOf, group }) => ({ value: removedOf[id] ?? 1, group })),
                        ),
                  ]),
                ),
        };
      }),
    },
  };
}
