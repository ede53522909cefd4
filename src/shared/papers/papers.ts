import { attackPapers } from './attack-papers';
import { dataPapers } from './data-papers';
import { measurePapers } from './measure-papers';
import { modelPapers } from './model-papers';
import { citation, type Paper } from './paper';

const all = { ...attackPapers, ...modelPapers, ...measurePapers, ...dataPapers } as const;

/** What a paper is called in a list of references: family name, year, first word of the title. Keys stay as they are. */
export type PaperKey = keyof typeof all;

/** Every paper that anything in the lab goes back to, each once. */
export const papers: Readonly<Record<PaperKey, Paper>> = all;

export function isPaperKey(key: string): key is PaperKey {
  return Object.hasOwn(papers, key);
}

/** In what words, and to which papers, a method goes back. */
export interface GoesBackTo {
  readonly paper: string;
  readonly cites: readonly PaperKey[];
}

/** `` from`after ${'kim2017hadamard'}` `` → `after Kim et al., ICLR 2017, arXiv 1610.04325`, and its key. */
export function from(words: TemplateStringsArray, ...cites: readonly PaperKey[]): GoesBackTo {
  const paper = words.map((text, at) => text + (at < cites.length ? citation(papers[cites[at]]) : '')).join('');
  return { paper, cites };
}
