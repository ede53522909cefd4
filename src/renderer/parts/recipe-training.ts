import type { TrainingFields } from '../../shared/planning/recipe-gallery';
import { trainingDefaults } from './spec-draft';
import type { Fields } from './part-draft';

/**
 * Training when another recipe is chosen: with what that one is trained with; what the one before brought along goes back to its
 * default, where nobody changed it since.
 */
export function trainingOf(training: Fields, before: TrainingFields, after: TrainingFields): Fields {
  return swapped(training, before, after, trainingDefaults());
}

/** Is it trained with all that a recipe is trained with? */
export function trainsAs(training: Fields, wanted: TrainingFields): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    typeof value === 'object' ? trainsAs(group(training[name]), value) : training[name] === value,
  );
}

function swapped(fields: Fields, before: TrainingFields, after: TrainingFields, usual: Fields): Fields {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name): [string, unknown] => {
    const [old, next] = [before[name], after[name]];
    if (typeof old === 'object' || typeof next === 'object') {
      const within = (value: TrainingFields[string] | undefined): TrainingFields =>
        typeof value === 'object' ? value : {};
      return [name, swapped(group(fields[name]), within(old), within(next), group(usual[name]))];
    }
    if (Object.hasOwn(after, name)) return [name, next];
    return [name, fields[name] === old ? usual[name] : fields[name]];
  });
  return { ...fields, ...Object.fromEntries(changed) };
}

function group(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
