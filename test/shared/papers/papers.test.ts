import { describe, expect, it } from 'vitest';
import { certificateSource, CertificateChoice } from '../../../src/shared/certificates/certificate';
import { ColumnMapping } from '../../../src/shared/mapping/mapping';
import { bibtex, latex } from '../../../src/shared/papers/bibtex';
import { authorsText, citation, familyName, givenNames, reference } from '../../../src/shared/papers/paper';
import { papers, type PaperKey } from '../../../src/shared/papers/papers';
import { planPapers, type DataOrigin } from '../../../src/shared/papers/plan-papers';
import { StudyPlan } from '../../../src/shared/plan/plan';
import { systemIds, systems } from '../../../src/shared/models/systems';

const keys = Object.keys(papers) as PaperKey[];

interface Entry {
  readonly kind: string;
  readonly key: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Entries of a BibTeX file, strictly: balanced braces, no field twice, nothing between entries. */
function parsed(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray => {
    const sticky = new RegExp(pattern.source, 'uy');
    sticky.lastIndex = at;
    const found = sticky.exec(text);
    if (found === null)
      throw new Error(
        `At ${String(at)}: ${JSON.stringify(text.slice(at, at + 40))} where ${pattern.source} is needed.`,
      );
    at = sticky.lastIndex;
    return found;
  };
  const braced = (): string => {
    take(/\{/);
    const start = at;
    for (let depth = 1; depth > 0; at += 1) {
      if (at >= text.length) throw new Error('A brace is not closed.');
      if (text[at] === '\\') at += 1;
      else if (text[at] === '{') depth += 1;
      else if (text[at] === '}') depth -= 1;
    }
    return text.slice(start, at - 1);
  };
  while (at < text.length) {
    const [, kind, key] = take(/@(article|inproceedings|misc)\{([a-z0-9]+),\n/);
    const fields: Record<string, string> = {};
    while (text[at] !== '}') {
      const [, name] = take(/ {2}([a-z]+) = (?=\{)/);
      if (Object.hasOwn(fields, name)) throw new Error(`${key} has ${name} twice.`);
      fields[name] = braced();
      take(/,\n/);
    }
    take(/\}\n\n?/);
    entries.push({ kind, key, fields });
  }
  return entries;
}

describe('BibTeX', () => {
  const entries = parsed(bibtex(keys));

  it('has an entry for each paper, with what its kind needs, in ASCII', () => {
    expect(entries.map(({ key }) => key)).toEqual(keys);
    expect(bibtex(keys)).toMatch(/^[\x20-\x7e\n]+$/u);
    const needed = { article: ['journal', 'volume'], inproceedings: ['booktitle'], misc: ['eprint'] };
    for (const { kind, key, fields } of entries) {
      for (const name of ['author', 'title', 'year', ...needed[kind as keyof typeof needed]]) {
        expect(fields[name], `${key} ${name}`).toBeTruthy();
      }
      expect(fields.author.split(' and ')).toHaveLength(papers[key as PaperKey].authors.length);
      if ('eprint' in fields) expect(fields).toMatchObject({ archiveprefix: 'arXiv' });
    }
  });

  it('names no paper twice, and each by family, year and a word of its title', () => {
    const arxiv = keys.flatMap((key) => papers[key].arxiv ?? []);
    expect(new Set(arxiv).size).toBe(arxiv.length);
    expect(arxiv.filter((number) => !/^\d{4}\.\d{4,5}$/u.test(number))).toEqual([]);
    for (const key of keys) {
      const { authors, year, title, pages } = { pages: papers[key].published?.pages, ...papers[key] };
      const family = familyName(authors[0]).toLowerCase();
      expect(key).toMatch(new RegExp(`^${family}${String(year)}[a-z]+$`, 'u'));
      const word = key.slice(family.length + 4);
      const words = title.toLowerCase().split(/[^a-z]+/u);
      expect(
        words.some((one) => one.startsWith(word)),
        key,
      ).toBe(true);
      if (pages !== undefined) expect(pages[0]).toBeLessThan(pages[1]);
    }
  });

  it('escapes what LaTeX reads as something else', () => {
    expect(latex('a & b % $ # _ { } ~ ^ \\')).toBe(
      'a \\& b \\% \\$ \\# \\_ \\{ \\} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}',
    );
    expect(latex('Łukasz Kühnl, Gómez; naïve, Encoder–Decoder')).toBe(
      '{\\L}ukasz K{\\"u}hnl, G{\\\'o}mez; na{\\"\\i}ve, Encoder--Decoder',
    );
    expect(entries.find(({ key }) => key === 'cho2014learning')?.fields.author).toContain(
      '{van Merri{\\"e}nboer}, Bart and ',
    );
  });
});

describe('citations', () => {
  it('are as people write them', () => {
    expect(citation(papers.wang2024mmcert)).toBe('Wang et al., CVPR 2024, arXiv 2403.19080');
    expect(citation(papers.vishwamitra2021understanding)).toBe('Vishwamitra et al., arXiv 2112.12792');
    expect(authorsText(papers.croce2020reliable)).toBe('Croce and Hein');
    expect(givenNames('Bart {van Merriënboer}')).toBe('Bart');
    expect(givenNames('J. Zico Kolter')).toBe('J. Zico');
    expect(reference(papers.wilson1927probable)).toBe(
      'Wilson. Probable Inference, the Law of Succession, and Statistical Inference. Journal of the American Statistical Association, 1927. doi 10.1080/01621459.1927.10502953.',
    );
  });

  it('of every system name a paper', () => {
    for (const id of systemIds) expect(systems[id].source().cites, id).not.toEqual([]);
    const source = certificateSource(CertificateChoice.parse({ name: 'mmcert', kept: { image: 1 } }));
    expect(source).toMatchObject({ paper: citation(papers.wang2024mmcert), cites: ['wang2024mmcert'] });
  });
});

describe('the papers of a plan', () => {
  const encoders = { image: { name: 'residual-cnn' as const }, text: { name: 'word-transformer' as const } };
  const plan = StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Cited',
    data: { dataset: 'caption-match' },
    subjects: ['qmf', 'concat'].map((name) => ({ name, recipe: { encoders, fusion: { name } } })),
    attacks: [
      { name: 'decoupling', modalities: ['image'] },
      { name: 'apgd', norm: 'l1', budgets: [{ image: 1 }] },
      { name: 'pgd', share: 'matched', budgets: [{ image: 0.1, text: 0.1 }] },
    ],
    certificates: [{ name: 'mmcert', kept: { image: 10 } }],
    degradations: [{ name: 'noise', modalities: ['image'] }],
  });

  it('are those of all its parts, each once', () => {
    const parts = planPapers(plan, { preparation: { name: 'caption-match', version: 1, seed: 0 } });
    const cited = parts.flatMap((part) => part.keys);
    expect(new Set(cited).size).toBe(cited.length);
    expect(cited).toEqual([
      'vishwamitra2021understanding',
      'croce2021mind',
      'madry2018towards',
      'tian2021can',
      'liang2021multibench',
      'wang2024mmcert',
      'zhang2023provable',
      'he2016identity',
      'vaswani2017attention',
      'kingma2015adam',
      'xiao2017fashion',
      'wilson1927probable',
      'efron1979bootstrap',
      'holm1979simple',
      'clopper1934use',
    ]);
  });

  it('are those that the mapping of imported data names, as far as they are known', () => {
    const mapping = ColumnMapping.parse({
      format: 'muroan.mapping',
      formatVersion: 1,
      source: { kind: 'files', parts: [{ files: ['a.csv'] }] },
      inputs: [{ kind: 'numbers', name: 'table', columns: ['x'] }],
      label: { kind: 'class', column: 'kind' },
      split: { kind: 'drawn' },
      cites: ['song2015sun', 'somebody2099later'],
    });
    const preparation = { name: 'mapped', version: 1, seed: 0 };
    const ofData = (origin: DataOrigin) => planPapers(plan, origin).find((part) => part.of === 'data');
    expect(ofData({ preparation, mapping })?.keys).toEqual(['song2015sun']);
    expect(ofData({ preparation, mapping: { ...mapping, cites: [] } })).toBeUndefined();
    expect(ofData({ preparation })).toBeUndefined();
    expect(ColumnMapping.safeParse({ ...mapping, cites: ['}\n@misc'] }).success).toBe(false);
  });

  it('are fewer of a plan that uses less', () => {
    const bare = StudyPlan.parse({
      ...plan,
      subjects: [plan.subjects[1]],
      attacks: [],
      certificates: [],
      degradations: [],
    });
    expect(planPapers(bare, null).flatMap((part) => part.keys)).toEqual([
      'he2016identity',
      'vaswani2017attention',
      'kingma2015adam',
      'wilson1927probable',
      'efron1979bootstrap',
    ]);
  });
});
