import type { Section } from '../document';
import type { Context } from './context';

/** What the analyst has to say, a paragraph per block; null where that is nothing. */
export function notesSection({ input }: Context): Section | null {
  const paragraphs = input.notes
    .split(/\n\s*\n/u)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  if (paragraphs.length === 0) return null;
  return {
    id: 'notes',
    title: 'Notes of the analyst',
    blocks: paragraphs.map((text) => ({ kind: 'text', text })),
    writtenByAnalyst: true,
  };
}
