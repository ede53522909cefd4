import type { Tone } from '../../../report/document';

/** Ink of a tone; always beside a word that says the same. */
export const toneInk: Readonly<Record<Tone, string>> = {
  bad: 'var(--lab-bad)',
  good: 'var(--lab-good)',
  mixed: 'var(--lab-mixed)',
  void: 'var(--lab-bad)',
  plain: 'var(--mantine-color-dimmed)',
};
