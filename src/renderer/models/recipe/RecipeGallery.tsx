import { SimpleGrid, Text, Title, UnstyledButton } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { DatasetManifest } from '../../../shared/dataset';
import { recipeGallery } from '../../../shared/planning/recipe-gallery';
import { shownText } from '../../../shared/shown-text';
import { texts } from '../../texts/catalogue';
import classes from './RecipeGallery.module.css';
import { RecipeSketch } from './RecipeSketch';
import { isLike, recipeFrom, type SpecDraft } from '../../parts/spec-draft';

const words = texts.models.gallery;

export interface RecipeGalleryProps {
  readonly manifest: DatasetManifest;
  readonly recipe: SpecDraft['recipe'];
  readonly onChoose: (recipe: SpecDraft['recipe']) => void;
}

/** Recipes for a data set as pictures of the unified view; the one chosen fills the form. */
export function RecipeGallery({ manifest: { modalities }, recipe, onChoose }: RecipeGalleryProps): ReactNode {
  const recipes = useMemo(
    () =>
      recipeGallery(modalities).map((each) => ({
        ...each,
        title: Object.keys(each.modalities).length > 1 ? each.name : words.alone(each.name),
        recipe: recipeFrom(each.modalities, each.parts),
      })),
    [modalities],
  );
  return (
    <section aria-labelledby="recipes">
      <Title order={2} id="recipes" mb="xs">
        {words.title}
      </Title>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
        {recipes.map(({ name, title, meaning, modalities: read, recipe: offered }) => (
          <UnstyledButton
            key={`${name} ${Object.keys(read).join(' ')}`}
            className={classes.card}
            aria-pressed={isLike(recipe, offered)}
            onClick={() => {
              onChoose(offered);
            }}
          >
            <Text fw={600} size="sm">
              {shownText(title)}
            </Text>
            <Text size="xs" c="dimmed" mb={4}>
              {meaning === '' ? words.baseline : meaning}
            </Text>
            <RecipeSketch modalities={read} recipe={offered} />
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </section>
  );
}
