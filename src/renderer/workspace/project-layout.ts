import type { PageId } from '../../shared/window/pages';

/** Pages whose choices are remembered per project (`useChoices`). */
const chosenPages = ['playground', 'compare', 'trend', 'report'] as const satisfies readonly PageId[];
export type ChosenPage = (typeof chosenPages)[number];

/** What was chosen on a page. @param project null: of the whole lab */
export function choicesKey(page: ChosenPage, project: string | null): string {
  return `choices ${page} ${project ?? ''}`;
}

/** Which sections a project's report leaves out. @param project null: of the whole lab */
export function sectionsKey(project: string | null): string {
  return project === null ? 'report without' : `report without ${project}`;
}

/** Keys of what was chosen for a project's pages: it goes with the project into its archive. */
export function projectLayoutKeys(project: string): ReadonlySet<string> {
  return new Set([sectionsKey(project), ...chosenPages.map((page) => choicesKey(page, project))]);
}
