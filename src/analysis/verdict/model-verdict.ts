import type { Tone } from './tone';

export interface Sentence {
  readonly text: string;
  readonly tone: Tone;
}

/** What was found of one model, in words. */
export interface ModelVerdict {
  readonly title: string;
  readonly tone: Tone;
  readonly sentences: readonly Sentence[];
}
