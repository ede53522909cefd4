import { familyName, givenNames, type Paper } from './paper';
import { papers, type PaperKey } from './papers';

const special: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '–': '--',
  '—': '---',
  '’': "'",
  ł: '{\\l}',
  Ł: '{\\L}',
  ø: '{\\o}',
  Ø: '{\\O}',
  ß: '{\\ss}',
};
/** Accents, as Unicode combines them, and the commands of LaTeX for them. */
const accents: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0308': '"',
  '\u030a': 'r',
  '\u030c': 'v',
  '\u0327': 'c',
};

/** Plain text as LaTeX reads it in any encoding: what means something to it is escaped, accents are commands. */
export function latex(text: string): string {
  return [...text.normalize('NFD').matchAll(/(.)([\u0300-\u036f]?)/gsu)]
    .map(([, letter, accent]) => {
      if (accent === '') return Object.hasOwn(special, letter) ? special[letter] : letter;
      const command = Object.hasOwn(accents, accent) ? accents[accent] : null;
      if (command === null) return `${letter}${accent}`.normalize('NFC');
      const dotless = letter === 'i' || letter === 'j' ? `\\${letter}` : letter;
      return /[a-z]/u.test(command) ? `{\\${command} ${dotless}}` : `{\\${command}${dotless}}`;
    })
    .join('');
}

/** One entry for each paper, in the order given. */
export function bibtex(keys: readonly PaperKey[]): string {
  return keys.map((key) => entry(key, papers[key])).join('\n');
}

function entry(key: string, paper: Paper): string {
  const { title, year, published, arxiv, doi } = paper;
  const fields: (readonly [string, string] | null)[] = [
    ['author', paper.authors.map(authorField).join(' and ')],
    // In braces of its own: styles would write acronyms small.
    ['title', `{${latex(title)}}`],
    ...(published === null
      ? []
      : [
          [published.kind === 'journal' ? 'journal' : 'booktitle', latex(published.venue)] as const,
          published.volume === undefined ? null : (['volume', published.volume] as const),
          published.number === undefined ? null : (['number', published.number] as const),
          published.pages === undefined ? null : (['pages', published.pages.join('--')] as const),
        ]),
    ['year', String(year)],
    // Of these BibTeX prints what stands in them as it is.
    doi === undefined ? null : ['doi', doi],
    ...(arxiv === null ? [] : [['eprint', arxiv] as const, ['archiveprefix', 'arXiv'] as const]),
  ];
  const lines = fields.flatMap((field) => (field === null ? [] : [`  ${field[0]} = {${field[1]}},\n`]));
  return `@${kindOf(paper)}{${key},\n${lines.join('')}}\n`;
}

function kindOf({ published }: Paper): string {
  if (published === null) return 'misc';
  return published.kind === 'journal' ? 'article' : 'inproceedings';
}

function authorField(author: string): string {
  const family = latex(familyName(author));
  return `${author.endsWith('}') ? `{${family}}` : family}, ${latex(givenNames(author))}`;
}
