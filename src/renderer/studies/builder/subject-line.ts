import { settingLine } from '../../../shared/planning/setting-text';
import { TrainingChoice } from '../../../shared/training/training';
import { withoutDefaults } from '../../../shared/json/without-defaults';
import type { SubjectDraft } from '../../plans/plan-draft';
import { texts } from '../../texts/catalogue';

const words = texts.builder.subjects;

/** A model's parts by their names, and what its training sets otherwise than usual: `cnn + mean-words → concat → mlp · epochs 4`. */
export function subjectLine({ recipe, training }: SubjectDraft): string {
  const encoders = Object.entries(recipe.encoders);
  const parsed = TrainingChoice.safeParse(training);
  const set = parsed.success ? (withoutDefaults(TrainingChoice, parsed.data) as object) : training;
  return [
    words.partsOf(
      encoders.map(([id, { name }]) => (encoders.length === 1 ? `${id}: ${name}` : name)),
      encoders.length > 1 ? recipe.fusion.name : null,
      recipe.head?.name ?? 'mlp',
    ),
    ...Object.entries(set)
      .filter(([name, value]) => name !== 'method' || value !== 'joint')
      .map(([name, value]) => settingLine(name, value)),
  ].join(' · ');
}
