import type { Flag } from '../flags/flag';
import { listOf } from '../format';
import type { Sentence } from './model-verdict';
import type { Tone } from './tone';

/** That a model withstands attacks by masked gradients is no finding about it. */
export function toneBehind(masks: readonly Flag[], tone: Tone): Tone {
  return masks.length > 0 && tone === 'withstood' ? 'void' : tone;
}

/** @param masks what was found of a model that its gradients are masked by */
export function maskingSentence(masks: readonly Flag[]): readonly Sentence[] {
  if (masks.length === 0) return [];
  const [{ finding, advice }] = masks;
  const under = [...new Set(masks.flatMap(({ attack }) => attack ?? []))];
  return [
    {
      tone: 'void',
      text: `The gradients are masked, so what attacks by gradients leave right says nothing for this model (found under ${listOf(under)}). ${finding} ${advice}`,
    },
  ];
}
