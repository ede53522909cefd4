/** A paper as a list of references needs it: what is printed on it, in plain text. */
export interface Paper {
  /** `Given Family`, in the order of the paper; a family name of several words stands in braces. */
  readonly authors: readonly string[];
  readonly title: string;
  readonly year: number;
  /** Where it was published; null: on arXiv only. */
  readonly published: Published | null;
  /** Number on arXiv; null: it is not there. */
  readonly arxiv: string | null;
  readonly doi?: string;
}

export interface Published {
  readonly kind: 'conference' | 'journal';
  /** Proceedings or journal, written out. */
  readonly venue: string;
  /** As the report has it; without: the venue. */
  readonly short?: string;
  readonly volume?: string;
  readonly number?: string;
  /** First and last. */
  readonly pages?: readonly [number, number];
}

/** `Tsai` of `Yao-Hung Hubert Tsai`, `van Merriënboer` of `Bart {van Merriënboer}`. */
export function familyName(author: string): string {
  const braced = /\{(.+)\}$/u.exec(author);
  return braced === null ? author.slice(author.lastIndexOf(' ') + 1) : braced[1];
}

export function givenNames(author: string): string {
  return author.slice(0, author.length - familyName(author).length - (author.endsWith('}') ? 2 : 0)).trim();
}

/** `Wilson`, `Croce and Hein`, `Wang et al.` */
export function authorsText({ authors }: Pick<Paper, 'authors'>): string {
  const names = authors.map(familyName);
  return names.length > 2 ? `${names[0]} et al.` : names.join(' and ');
}

/** `Wang et al., CVPR 2024, arXiv 2403.19080`. */
export function citation(paper: Paper): string {
  const { published, year, arxiv } = paper;
  const where =
    published === null ? (arxiv === null ? String(year) : '') : `${published.short ?? published.venue} ${String(year)}`;
  return [authorsText(paper), where, arxiv === null ? '' : `arXiv ${arxiv}`].filter((part) => part !== '').join(', ');
}

/** `Wang et al. MMCert: Provable Defense … CVPR 2024. arXiv 2403.19080. doi 10.1109/…`: a line of a list of references. */
export function reference(paper: Paper): string {
  const { title, published, year, arxiv, doi } = paper;
  const parts = [
    authorsText(paper).replace(/\.$/u, ''),
    title.replace(/[.?!]$/u, ''),
    published === null ? String(year) : `${published.venue}, ${String(year)}`,
    ...(arxiv === null ? [] : [`arXiv ${arxiv}`]),
    ...(doi === undefined ? [] : [`doi ${doi}`]),
  ];
  return `${parts.join('. ')}.`;
}
