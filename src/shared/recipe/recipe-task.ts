import type { DatasetManifest } from '../data/dataset';
import type { Recipe } from './recipe';
import type { Target } from '../data/target';

/** Does a model of this recipe say of every pixel what it shows, in place of one answer for the sample? */
export function labelsPixels({ head }: Pick<Recipe, 'head'>): boolean {
  return head.name === 'pixels';
}

/** What a model of this recipe tells apart in these data; empty where they do not label what it answers. */
export function classesOf(
  recipe: Pick<Recipe, 'head'>,
  { classes, pixelClasses = [] }: Pick<DatasetManifest, 'classes' | 'pixelClasses'>,
): readonly string[] {
  return labelsPixels(recipe) ? pixelClasses : classes;
}

/** How many classes, and what is asked in place of one of them. */
export function toldApart(
  recipe: Pick<Recipe, 'head'>,
  manifest: Pick<DatasetManifest, 'classes' | 'pixelClasses' | 'target'>,
): { readonly classes: number; readonly target: Target | undefined } {
  return { classes: classesOf(recipe, manifest).length, target: labelsPixels(recipe) ? undefined : manifest.target };
}
