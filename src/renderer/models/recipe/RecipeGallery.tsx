import { SimpleGrid, Text, Title, UnstyledButton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { recipeGallery } from '../../../shared/planning/recipe-gallery';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';
import classes from './RecipeGallery.module.css';
import { RecipeSketch } from './RecipeSketch';
import { trainingOf, trainsAs } from '../../parts/recipe-training';
import { isLike, recipeFrom, type SpecDraft } from '../../parts/spec-draft';

const words = texts.models.gallery;

export interface RecipeGalleryProps {
  readonly manifest: DatasetManifest;
  readonly draft: SpecDraft;
  /** With the recipe, and with the training that it takes. */
  readonly onChoose: (draft: SpecDraft) => void;
}

/** Recipes for a data set as pictures of the unified view; the one chosen fills the form. */
export function RecipeGallery({ manifest: { modalities }, draft, onChoose }: RecipeGalleryProps): ReactNode {
  const recipes = useMemo(
    () =>
      recipeGallery(modalities).map((each) => ({
        ...each,
        title: each.meaning === '' ? words.alone(each.name) : each.name,
        recipe: recipeFrom(each.modalities, each.parts),
      })),
    [modalities],
  );
  // What the draft is now: of its parts, and trained so.
  const before = recipes.filter(
    ({ recipe, training }) => isLike(draft.recipe, recipe) && trainsAs(draft.training, training),
  );
  return (
    <section aria-labelledby="recipes">
      <Title order={2} id="recipes" mb="xs">
        {words.title}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {recipes.map(({ name, title, meaning, modalities: read, recipe, training }, place) => (
          <UnstyledButton
            key={`${name} ${Object.keys(read).join(' ')}`}
            className={classes.card}
            aria-pressed={before.includes(recipes[place])}
            onClick={() => {
              onChoose({
                ...draft,
                recipe,
                training: trainingOf(draft.training, before.at(0)?.training ?? {}, training),
              });
            }}
          >
            <Text fw={600} size="sm">
              {shownText(title)}
            </Text>
            <Text size="xs" c="dimmed" mb={4}>
              {meaning === '' ? words.baseline : meaning}
            </Text>
            <RecipeSketch modalities={read} recipe={recipe} />
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </section>
  );
}
