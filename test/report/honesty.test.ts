import { describe, expect, test } from 'vitest';
import { Norm, type AttackName } from '../../src/shared/attacks/attack';
import { attackFacts } from '../../src/shared/attacks/registry';
import { buildReport } from '../../src/report/build';
import type { Section } from '../../src/report/document';
import { alwaysExplained, glossary } from '../../src/report/glossary';
import { untested } from '../../src/report/sections/untested';
import { contextOf } from '../../src/report/sections/context';
import { sourcesSection } from '../../src/report/sections/sources';
import { glossarySection } from '../../src/report/sections/glossary';
import { decoupling, pgd, syntheticRun, type SyntheticOptions } from '../analysis/synthetic-run';
import { documentOf, reportOf, syntheticReport, unsigned } from './synthetic-report';

const small = { count: 40, subjects: ['concat'] };
const said = (options: SyntheticOptions): string => untested(contextOf(reportOf(syntheticRun(options)))).join('\n');

test('the report says of every fusion what it follows', () => {
  const methods = (plan: SyntheticOptions): string =>
    JSON.stringify(sourcesSection(contextOf(reportOf(syntheticRun({ ...small, attacks: [], ...plan })))));
  expect(methods({ fusion: { name: 'qmf', rankForm: 'gap' } })).toContain('QMF, rank form gap');
  expect(methods({})).toContain('Concatenation of the encodings');
});

describe('what was not tested', () => {
  test('attacks that the lab has and the plan has not, by name', () => {
    const text = said({ ...small, attacks: [decoupling(), pgd([{ image: 0.1 }])] });
    expect(text).toContain(
      'Lab’s own search, Exhaustive search, FGSM, MIM, APGD, MFA, Square, HopSkipJump, Ensemble, Transfer, HotFlip and Misspelling: the lab has these attacks, the plan has not.',
    );
    const none = said({ ...small, attacks: [] }).split('\n')[0];
    for (const name of Object.keys(attackFacts) as AttackName[]) expect(none).toContain(attackFacts[name].label);
  });

  test('members of an ensemble were tried, and what adapts was where a model has something to adapt to', () => {
    const under = (fusion: 'qmf' | 'concat', adaptive: boolean): string =>
      said({
        ...small,
        attacks: [{ name: 'ensemble', budgets: [{ image: 0.1 }], adaptive }],
        fusion: { name: fusion },
      });
    const listed = under('qmf', true).split('\n')[0];
    expect(listed).toContain('Decoupling');
    for (const member of ['APGD', 'Square', 'MFA', 'Ensemble']) expect(listed).not.toContain(member);
    expect(under('qmf', true)).toContain('adapt to a defence otherwise than');
    expect(under('qmf', false)).toContain('attacks that adapt to a defence;');
    expect(under('concat', true)).toContain('attacks that adapt to a defence;');
  });

  test('inputs that no attack touched, and what was not done to those that one did', () => {
    const text = said({ ...small, attacks: [pgd([{ image: 0.1 }])] });
    expect(text).toContain('The text: no attack touched it.');
    expect(text).toContain('Removals from the image.');
    expect(text).toContain('Small changes of the image in l2 and l1.');
    const removed = said({ ...small, attacks: [decoupling(['text'])] });
    expect(removed).toContain('The image: no attack touched it.');
    expect(removed).toContain('Small changes of the text in its embedding.');
    expect(removed).toContain('The image and text together, by removals and small changes.');
  });

  test('a radius of nothing touches nothing', () => {
    expect(said({ ...small, attacks: [pgd([{ image: 0 }])] })).toContain('The image: no attack touched it.');
  });

  test('norms and fills that were all used are not listed', () => {
    const norms = Norm.options.map((norm) => ({
      name: 'pgd' as const,
      norm,
      budgets: [{ image: 0.1, text: 0.1 }],
    }));
    const fills = (['delete', 'mask'] as const).map((text) => ({ ...decoupling(), fills: { text } }));
    const text = said({ ...small, attacks: [...norms, ...fills] });
    expect(text).not.toMatch(/in l[12∞]|together|from the text with/u);
    expect(text).toContain('Searches that fill what they remove from the image with black, white, noise and blur;');
  });

  test('what was not let fail by itself, by input and by what stands in its place', () => {
    const failing = (degradations: object[]): string =>
      said({ ...small, plan: { degradations: degradations as never } })
        .split('\n')
        .find((line) => line.startsWith('Inputs that fail by themselves')) ?? '';
    expect(failing([])).toBe(
      'Inputs that fail by themselves: noise on the image, natural corruptions of the image, a missing image, noise on the text, natural corruptions of the text and a missing text.',
    );
    expect(
      failing([
        { name: 'missing', modalities: ['text'] },
        { name: 'noise', modalities: ['image'], levels: [1] },
      ]),
    ).toBe(
      'Inputs that fail by themselves: natural corruptions of the image, a missing image, noise on the text, natural corruptions of the text and a missing text with zero and shuffled in its place.',
    );
    const all = ['zero', 'mean', 'shuffled'].map((by) => ({ name: 'missing', modalities: ['image', 'text'], by }));
    const corruption = { name: 'corruption', modalities: ['image', 'text'], kinds: ['fog'], severities: [1] };
    expect(failing([...all, corruption, { name: 'noise', modalities: ['image', 'text'], levels: [1] }])).toBe('');
  });

  test('a report without attacks says whether inputs failed, on its cover, in the threat model and among the versions', () => {
    const told = (degradations: object[]): string =>
      JSON.stringify(
        documentOf(syntheticReport({ ...small, attacks: [], plan: { degradations: degradations as never } })),
      );
    const failing = told([{ name: 'missing', modalities: ['text'] }]);
    expect(failing).toContain('["Noise and missing inputs","Without text (mean)"]');
    expect(failing).toContain('though these fail by themselves (Without text (mean)).');
    expect(failing).toContain('["Versions of noise and missing inputs","missing 1"]');
    const none = told([]);
    expect(none).not.toContain('"Noise and missing inputs"');
    expect(none).not.toContain('fail by themselves (');
    expect(none).not.toContain('Versions of noise');
  });

  test('a name that shows nothing names nobody', () => {
    const named = (analyst: string): string | undefined =>
      buildReport({ ...unsigned(syntheticReport(small)), analyst })
        .closing.flatMap(({ blocks }) => blocks)
        .flatMap((block) => (block.kind === 'approval' ? [block.analyst] : []))
        .at(0);
    expect(named(' Ada Analyst ')).toBe('Ada Analyst');
    for (const blank of ['   ', '\u200b', ' \u2060\ufeff ', '\u00ad', '\u3164', '\u2800', '\ufe0f', '\t'])
      expect(named(blank), JSON.stringify(blank)).toBe('');
  });

  test('the plan that does less has more that was not tested, in the report too', () => {
    const limits = (options: SyntheticOptions): string =>
      JSON.stringify(documentOf(syntheticReport(options)).sections.find(({ id }) => id === 'limits'));
    expect(limits({ ...small, attacks: [decoupling()] })).toContain('Small changes of the image.');
    expect(limits({ ...small, attacks: [decoupling(), pgd([{ image: 0.1 }])] })).not.toContain(
      'Small changes of the image.',
    );
  });
});

describe('the glossary', () => {
  const termsOf = (sections: readonly Section[]): readonly string[] =>
    glossarySection(sections).blocks.flatMap((block) =>
      block.kind === 'glossary' ? block.entries.map(({ term }) => term) : [],
    );

  test('explains what is most often misread in every report, apart where the report does not use it', () => {
    const { sections } = documentOf(syntheticReport({ ...small, attacks: [] }));
    const [used, heading, others] = glossarySection(sections).blocks;
    expect([used.kind, heading.kind, others.kind]).toEqual(['glossary', 'heading', 'glossary']);
    const terms = termsOf(sections);
    for (const { term } of alwaysExplained) expect(terms).toContain(term);
    for (const needed of ['Abstention', 'δ', 'Certified radius', 'Single-source gap', 'Latent', 'Holm', 'ε', 'ASR']) {
      expect(terms.join('; ')).toContain(needed);
    }
  });

  test('explains what a section is about, whatever its tables call it', () => {
    const section = { id: 'any', title: 'Any', blocks: [] };
    expect(termsOf([section])).not.toContain(glossary.area.term);
    expect(termsOf([{ ...section, terms: [glossary.area] }])).toContain(glossary.area.term);
    // The headings of this table say "gap", never "single-source gap".
    const { sections } = documentOf(
      syntheticReport({ ...small, attacks: [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }])] }),
    );
    for (const [id, entry] of [
      ['inputs', glossary.singleSourceGap],
      ['threat-model', glossary.pgd],
      ['removal', glossary.removedShare],
      ['numbers', glossary.successRate],
      ['gradient', glossary.epsilon],
    ] as const) {
      expect(sections.find((each) => each.id === id)?.terms, id).toContain(entry);
    }
  });

  test('says of every term what it means, which way is good and how it is misread', () => {
    for (const { term, meaning, direction, beware } of Object.values(glossary)) {
      for (const text of [meaning, direction, beware]) expect(text, term).not.toBe('');
    }
  });

  test('says of the decoupling attack what the threat model says: its criterion decides what it sees', () => {
    expect(glossary.decoupling.meaning).toContain('scores');
    expect(glossary.decoupling.meaning).not.toContain('answers only');
  });
});

describe('models that a page has no room for are named', () => {
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `model ${String(index + 1)}`);
  const textsOf = (count: number, id: string): string => {
    const run = syntheticReport({ count: 30, subjects: names(count), attacks: [decoupling()] });
    return JSON.stringify(documentOf(run).sections.find((section) => section.id === id));
  };

  test('among samples, beyond four', () => {
    expect(textsOf(4, 'samples')).not.toContain('no samples are drawn');
    expect(textsOf(6, 'samples')).toContain(
      'Of 6 models the first 4 are shown; no samples are drawn of model 5 and model 6.',
    );
  });

  test('among learning curves, beyond eight', () => {
    expect(textsOf(8, 'methods')).not.toContain('not drawn');
    expect(textsOf(9, 'methods')).toContain('those of the first 8 of 9 models; not drawn: model 9.');
  });
});
