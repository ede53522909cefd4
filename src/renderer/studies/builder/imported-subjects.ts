import { listOf } from '../../../analysis/format';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { ModelDescription } from '../../../shared/models/model-description';
import { blackBox, capabilityWords } from '../../../shared/planning/black-box-limits';
import type { ImportedSubject } from '../../../shared/planning/imported-attacks';
import { plansPixels } from '../../../shared/planning/pixel-limits';
import { modalityIds, type Recipe } from '../../../shared/recipe/recipe';
import { shownText } from '../../../shared/text/shown-text';
import type { SubjectDraft } from '../../plans/plan-draft';
import { texts } from '../../texts/catalogue';

const words = texts.builder.subjects.imported;

/** The id of the model that a subject is, where it was made elsewhere; null for one that the lab trains. */
export function importedIdOf({ recipe: { fusion } }: Pick<SubjectDraft, 'recipe'>): string | null {
  return fusion.name === 'imported' && typeof fusion.model === 'string' ? fusion.model : null;
}

/** Those of a plan's models that were made elsewhere; of one that the lab does not have, labels and scores are all that is known. */
export function importedSubjects(
  subjects: readonly SubjectDraft[],
  models: readonly ModelDescription[],
): readonly ImportedSubject[] {
  return subjects.flatMap((subject) => {
    const id = importedIdOf(subject);
    if (id === null) return [];
    const gives = models.find((model) => model.id === id)?.imported ?? blackBox;
    return [{ name: subject.name, reads: Object.keys(subject.recipe.encoders), gives }];
  });
}

/** A model made elsewhere, as it is offered for a plan. */
export interface ImportedAddition {
  /** Its id: no fusion is called so. */
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
  readonly reason: string | null;
  readonly recipe: Recipe;
}

/** The imported models of a lab that answer these data, each with why it cannot be added to the subjects. */
export function importedAdditions(
  models: readonly ModelDescription[],
  { hash }: Pick<DatasetManifest, 'hash'>,
  subjects: readonly SubjectDraft[],
): readonly ImportedAddition[] {
  const taken = subjects.map(importedIdOf);
  return models.flatMap(({ id, title, datasetHash, spec: { recipe }, imported }) => {
    if (imported === undefined || datasetHash !== hash) return [];
    const reads = listOf(modalityIds(recipe).map(shownText));
    const gives = listOf(imported.gives.map((one) => capabilityWords[one]));
    const reason = taken.includes(id) ? words.taken : plansPixels(subjects) ? words.pixels : null;
    return [{ name: id, label: title, meaning: words.meaning(reads, gives), reason, recipe }];
  });
}
