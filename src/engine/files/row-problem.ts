import { visibleText } from '../../shared/text/visible-text';

/** Why one row is left out, as a sentence for the report. */
export class RowProblem extends Error {}

export class MissingFile extends RowProblem {}

/** Imported text as it may stand in a message: quoted, shortened, nothing that could steer a terminal. */
export function quoted(text: string): string {
  const shortened = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  return visibleText(JSON.stringify(shortened));
}
