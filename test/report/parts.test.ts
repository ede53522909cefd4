import { describe, expect, test } from 'vitest';
import { groupFlags } from '../../src/analysis/flags/group';
import { buildReport } from '../../src/report/build';
import type { Block, Section } from '../../src/report/document';
import { alwaysExplained, isNamedIn } from '../../src/report/glossary';
import type { ReportInput, RunInput } from '../../src/report/input';
import { contextOf } from '../../src/report/sections/context';
import { restrictionsOf } from '../../src/report/sections/flags';
import { renderReport } from '../../src/report/render';
import { hashesElement, recordsHash, ReportHashes } from '../../src/shared/reports/report-hashes';
import { OptionalSection, optionalSections, requiredSections } from '../../src/shared/reports/report-sections';
import { decoupling, pgd, syntheticRun } from '../analysis/synthetic-run';
import { documentOf, pageOf, reportOf, syntheticReport, unsigned } from './synthetic-report';

const stub = { plotly: 'var Plotly = {};' };
const attacks = [decoupling(), decoupling(['image']), decoupling(['text']), pgd([{ image: 0.1 }, { image: 0.2 }])];
const one = syntheticReport({ count: 60, attacks });
const gradientOnly = syntheticReport({ count: 40, subjects: ['concat'], attacks: [pgd([{ image: 0.1 }])] });
const other: RunInput = {
  ...gradientOnly,
  run: {
    ...gradientOnly.run,
    id: '01890a5d-ac96-774b-bcce-000000000000',
    plan: { ...gradientOnly.run.plan, name: 'Other study' },
  },
  analysis: { ...gradientOnly.analysis, study: { ...gradientOnly.analysis.study, name: 'Other study' } },
};

const sectionOf = (run: RunInput, id: string): Section =>
  documentOf(run).sections.find((section) => section.id === id)!;
const textOf = (blocks: readonly Block[]): string => JSON.stringify(blocks);

describe('several runs', () => {
  const report = unsigned(one, other);
  const document = buildReport(report);
  const html = renderReport(report, stub);

  test('each is a part of its own; cover, approval and glossary are one for all', () => {
    expect(document.parts.map(({ title }) => title)).toEqual([
      `1. Synthetic study · run ${one.run.id.slice(0, 12)}`,
      `2. Other study · run ${other.run.id.slice(0, 12)}`,
    ]);
    for (const { sections } of document.parts) {
      expect(sections.filter(({ title }) => title === requiredSections.limits.title)).toHaveLength(1);
    }
    expect(document.closing.map(({ id }) => id)).toEqual(['approval']);
    expect(document.appendices.filter(({ id }) => id === 'glossary')).toHaveLength(1);
    expect(document.appendices.at(0)?.title).toBe('Appendix A: Small changes of the inputs, run 1');
    expect(html.split('class="approval"')).toHaveLength(2);
    expect(html.match(/<h1/g)).toHaveLength(4);
  });

  test('no two places of the page have one id', () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBeGreaterThan(25);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('the pages of each part name its run and its plan', () => {
    for (const { footer } of document.parts) expect(footer).toMatch(/ · run [0-9a-f-]{12} · plan [0-9a-f]{12}$/);
    expect(html).toContain('@page part-2{');
    expect(html).toContain('#part-2{page:part-2}');
  });

  test('one that is incomplete marks the whole, and says which', () => {
    const run = syntheticRun({ count: 40 });
    const partial = reportOf({ ...run, records: run.records.slice(0, -7), state: 'failed' });
    const marked = buildReport(unsigned(other, partial));
    expect(marked.watermark?.why).toContain('Synthetic study: failed');
    expect(marked.watermark?.why).not.toContain('Other study');
    expect(marked.parts.map(({ incomplete }) => incomplete)).toEqual([false, true]);
    expect(marked.parts[0].footer).not.toContain('INCOMPLETE');
    expect(marked.footer).toContain('INCOMPLETE');
  });
});

describe('the choice of sections', () => {
  test('what may be left out is left out; what must not, stays, and the report says what is missing', () => {
    const without = [...OptionalSection.options];
    const report = { ...unsigned(one), without };
    const { parts, appendices } = buildReport(report);
    const titles = parts[0].sections.map(({ title }) => title);
    for (const title of Object.values(optionalSections)) expect(titles).not.toContain(title);
    expect(titles).toEqual(
      [
        requiredSections.verdict,
        requiredSections.limits,
        requiredSections.flags,
        requiredSections['threat-model'],
        requiredSections.system,
      ].map(({ title }) => title),
    );
    expect(appendices.map(({ title }) => title)).toEqual([
      `Appendix A: ${requiredSections.methods.title}`,
      `Appendix B: ${requiredSections.provenance.title}`,
      `Appendix C: ${requiredSections.glossary.title}`,
    ]);
    expect(renderReport(report, stub)).toContain('Left out of this report on request');
  });

  test('no section sends a reader to one that was left out', () => {
    const manySubjects = syntheticReport({ count: 40, subjects: ['concat', 'product', 'late'], attacks });
    const count = manySubjects.analysis.verdict.comparisons.length;
    expect(count).toBeGreaterThan(3);
    const inShort = (without: readonly OptionalSection[]): string =>
      textOf(buildReport({ ...unsigned(manySubjects), without }).parts[0].sections[0].blocks);
    const all = `All ${String(count)} comparisons are under “Which is harder to break”.`;
    expect(inShort([])).toContain(all);
    expect(inShort(['numbers', 'details'])).toContain(all);
    const shortened = inShort(['comparisons']);
    expect(shortened).not.toContain('are under');
    expect(shortened).toContain(
      `These are 3 of ${String(count)} comparisons; “Which is harder to break”, which has them all, was left out on request.`,
    );

    const without = [...OptionalSection.options];
    const { parts, closing, appendices } = buildReport({ ...unsigned(manySubjects), without });
    for (const { title, blocks } of [...parts.flatMap(({ sections }) => sections), ...closing, ...appendices]) {
      for (const left of Object.values(optionalSections)) {
        expect(textOf(blocks), `${title} sends to ${left}`).not.toMatch(new RegExp(`(under|see) “?${left}`, 'u'));
      }
    }
  });
});

describe('the same report made twice', () => {
  const madeAt = (createdAt: string): string =>
    renderReport({ ...unsigned(one, other), analyst: 'Ada', createdAt }, stub);

  test('is the same but for its date', () => {
    const first = madeAt('2026-01-05T11:00:00.000Z');
    const second = madeAt('2026-02-07T12:34:56.000Z');
    expect(second).not.toBe(first);
    const undated = (html: string): string =>
      html
        .replaceAll(/2026-01-05[T ]11:00:00|2026-02-07[T ]12:34:56/g, 'TIME')
        .replaceAll(/2026-01-05|2026-02-07/g, 'DAY');
    expect(undated(second)).toBe(undated(first));
  });
});

describe('what the report carries for a check', () => {
  test('is in the page, and is of what it was made from', () => {
    const html = pageOf(one, stub);
    const json = new RegExp(`id="${hashesElement}">([^<]*)<`).exec(html)![1];
    const { runs } = ReportHashes.parse(JSON.parse(json));
    expect(runs[0]).toMatchObject({
      run: one.run.id,
      planHash: one.run.expansion.planHash,
      records: { count: one.records.length, hash: recordsHash(one.records) },
      dataset: { hash: one.dataset.hash },
    });
    expect(runs[0].models.map(({ weightsHash }) => weightsHash)).toEqual(one.models.map((model) => model.weightsHash));
    expect(html).toContain(`<code>${runs[0].records.hash}</code>`);
  });
});

describe('the glossary', () => {
  test.each([
    ['removals and gradients', one],
    ['gradients only', gradientOnly],
    ['no attack', syntheticReport({ count: 40, attacks: [] })],
  ])('explains no term that the report does not use, from A to Z: %s', (_, run) => {
    const named = new Set(documentOf(run).sections.flatMap(({ terms = [] }) => terms.map(({ term }) => term)));
    const html = pageOf(run, stub).replace(/<script[\s\S]*<\/script>/g, '');
    const [body, ...lists] = html.split('<dl class="glossary">');
    const text = body.replace(/<style[\s\S]*?<\/style>|<[^>]*>/gu, ' ');
    const [used, others] = [0, 1].map((list) =>
      [...(lists[list] ?? '').matchAll(/<dt>(.*?)<\/dt>/g)].map(([, term]) => term),
    );
    expect(used.length).toBeGreaterThan(2);
    const isSpelled = (term: string): boolean =>
      term
        .split(/[(),]/)
        .map((name) => name.trim().replace(/[“”]/gu, ''))
        .some((name) => name !== '' && new RegExp(`(?<!\\p{L})${name}s?(?!\\p{L})`, 'iu').test(text));
    for (const term of used.filter((each) => !named.has(each))) expect(isSpelled(term), term).toBe(true);
    // What is often misread elsewhere stands by itself, and is nothing of this report.
    expect(others.length).toBeGreaterThan(0);
    for (const term of others) {
      expect(isSpelled(term), term).toBe(false);
      expect(alwaysExplained.map((entry) => entry.term)).toContain(term);
    }
    for (const terms of [used, others]) expect(terms).toEqual([...terms].sort(new Intl.Collator('en').compare));
  });

  test('names among its words no attack that changes values but those of the plan', () => {
    expect(textOf(sectionOf(one, 'verdict').blocks)).toMatch(/PGD changes? all values/u);
    expect(textOf(sectionOf(one, 'verdict').blocks)).not.toContain('HopSkipJump');
  });

  test('a word is used where it stands, not where another begins with it', () => {
    expect(isNamedIn('The margins differ.', 'Margin')).toBe(true);
    expect(isNamedIn('It differs marginally.', 'Margin')).toBe(false);
    expect(isNamedIn('ASR of it', 'Attack success rate (ASR)')).toBe(true);
  });
});

describe('decisions on warnings', () => {
  const [group, ...others] = groupFlags(one.analysis.flags, one.analysis.attacks.length);
  const decided: RunInput = {
    ...one,
    decisions: [{ flag: group.key, accepted: false, reason: 'Not for <b>sale</b>.' }],
  };

  test('stand with their warning, and are counted where the report is approved', () => {
    const notices = sectionOf(decided, 'flags').blocks.flatMap((block) =>
      block.kind === 'notices' ? block.notices : [],
    );
    expect(notices[0].decision).toEqual({ tone: 'bad', label: 'not accepted', reason: 'Not for <b>sale</b>.' });
    expect(notices.slice(1).every(({ decision }) => decision?.label === 'not decided yet')).toBe(true);
    expect(textOf(sectionOf(decided, 'approval').blocks)).toContain(
      `1 of ${String(others.length + 1)} decided, 1 of them not accepted`,
    );
    expect(pageOf(decided, stub)).toContain('Not for &lt;b&gt;sale&lt;/b&gt;.');
  });

  test('void figures restrict what is approved, acknowledged or not', () => {
    const [first, ...rest] = one.analysis.flags;
    const analysis = { ...one.analysis, flags: [{ ...first, level: 'void' as const }, ...rest] };
    const [{ key }] = groupFlags(analysis.flags, analysis.attacks.length);
    for (const decisions of [[], [{ flag: key, accepted: true, reason: 'Known.' }]]) {
      const [restriction] = restrictionsOf([contextOf({ ...one, analysis, decisions })]);
      expect(restriction).toContain('Void: these figures must not be used.');
      expect(restriction.endsWith(' Known.')).toBe(decisions.length > 0);
    }
  });

  test('restrict what is approved where they are not accepted', () => {
    const answered = (accepted: boolean): RunInput => ({
      ...one,
      decisions: [group, ...others].map(({ key }, index) => ({
        flag: key,
        accepted: accepted || index > 0,
        reason: 'Not for sale.',
      })),
    });
    const approvalOf = (run: RunInput): string => pageOf(run, stub).split('class="approval"')[1];
    expect(approvalOf(answered(false))).toContain('approve this report, with the restrictions below, for the plan');
    const [{ subject, text }] = group.places;
    expect(textOf(sectionOf(answered(false), 'approval').blocks)).toContain(JSON.stringify(subject).slice(1, -1));
    expect(approvalOf(answered(false))).toContain(' Not for sale.</li>');
    expect(restrictionsOf([contextOf(answered(false)), contextOf(answered(true))])).toEqual([
      expect.stringMatching(new RegExp(`^${one.run.plan.name}: `, 'u')),
    ]);
    expect(restrictionsOf([contextOf(answered(false))])[0]).toContain(`${subject}: ${text}`);
    expect(approvalOf(answered(true))).toContain('approve this report for the plan');
    expect(approvalOf(answered(true))).not.toContain('Not for sale.');
  });

  test('nothing is approved while one is undecided', () => {
    const html = renderReport({ ...unsigned(decided), analyst: 'Ada Analyst' }, stub);
    expect(html).toContain(
      `Not yet approved: ${String(others.length)} of ${String(others.length + 1)} warnings and notes undecided.`,
    );
    expect(html).toContain('Prepared by<b>Ada Analyst</b>');
    expect(html).not.toContain('I have read');
    expect(buildReport({ ...unsigned(decided), analyst: 'Ada Analyst' }).closing[0].blocks[0]).toMatchObject({
      date: '',
    });
  });

  test('without a reason, a warning is not decided; a note is, unless it is not accepted', () => {
    const [first, ...rest] = one.analysis.flags;
    const warned: RunInput = {
      ...one,
      analysis: {
        ...one.analysis,
        flags: [{ ...first, level: 'warning' }, ...rest.map((flag) => ({ ...flag, level: 'note' as const }))],
      },
    };
    const groups = groupFlags(warned.analysis.flags, one.analysis.attacks.length);
    const warnings = groups.filter(({ level }) => level !== 'note');
    expect([warnings.length, groups.length > 1]).toEqual([1, true]);
    const approvalWith = (reason: string, accepted = true): string => {
      const decisions = groups.map(({ key }) => ({ flag: key, accepted, reason }));
      return textOf(sectionOf({ ...warned, decisions }, 'approval').blocks);
    };
    expect(approvalWith(' ')).toContain(`${String(groups.length - 1)} of ${String(groups.length)} decided`);
    expect(approvalWith(' ', false)).toContain(`0 of ${String(groups.length)} decided`);
    expect(approvalWith('Known.')).toContain(`${String(groups.length)} of ${String(groups.length)} decided`);
  });

  test('one about another finding does not hold', () => {
    const stale: RunInput = { ...one, decisions: [{ flag: 'another', accepted: true, reason: '' }] };
    expect(textOf(sectionOf(stale, 'flags').blocks)).not.toContain('"accepted"');
  });
});

describe('sections that every report has', () => {
  test('approval names the plan and says what it is not', () => {
    const decisions = groupFlags(one.analysis.flags, one.analysis.attacks.length).map(({ key }) => ({
      flag: key,
      accepted: true,
      reason: 'Known beforehand.',
    }));
    const signed: ReportInput = { ...unsigned({ ...one, decisions }), analyst: 'Ada <i>Analyst</i>' };
    const html = renderReport(signed, stub);
    expect(html).toContain('approve this report for the plan:');
    expect(html).not.toContain('Not yet approved');
    expect(html).toContain('Ada &lt;i&gt;Analyst&lt;/i&gt;');
    expect(html).toContain('not a cryptographic signature');
    expect(html).toContain('Signature');
    const [approval] = buildReport(signed).closing;
    expect(approval.blocks[0]).toMatchObject({ analyst: 'Ada <i>Analyst</i>', date: '2026-01-05' });
    expect(buildReport(unsigned(one)).closing[0].blocks[0]).toMatchObject({ analyst: '', date: '' });
  });

  test('the threat model says what the attacker knows, may do and may not', () => {
    const text = textOf(sectionOf(one, 'threat-model').blocks);
    expect(text).toContain('no gradients, no knowledge of the weights');
    expect(text).toContain('knows the model and its gradients fully');
    expect(text).toContain('Not allowed');
    expect(textOf(sectionOf(syntheticReport({ count: 40, attacks: [] }), 'threat-model').blocks)).toContain(
      'No attack',
    );
  });

  test('exclusions are counted', () => {
    const text = textOf(sectionOf(one, 'limits').blocks);
    const [{ title, accuracy }] = one.analysis.subjects[0].models;
    expect(text).toContain('1,000 samples of the test split, 60 were drawn');
    expect(text).toContain(`${String(accuracy.n - accuracy.hits)} of 60 for ${title}`);
  });

  test('deviations are listed; without any, that is said', () => {
    expect(textOf(sectionOf(one, 'limits').blocks)).toContain('None: every sample of the plan');
    const run = syntheticRun({ count: 40 });
    const [created, started, finished] = run.events;
    const resumed = {
      ...started,
      event: 'resumed' as const,
      device: 'cpu' as const,
      appVersion: '0.2.0',
      note: 'One record was torn.',
    };
    const text = textOf(
      sectionOf(reportOf({ ...run, events: [created, started, resumed, finished] }), 'limits').blocks,
    );
    for (const words of [
      'resumed 1 time',
      'different devices: wasm and cpu',
      'versions of the lab',
      'One record was torn.',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('None: every sample');
  });

  test('the cover says what was tested, whether it is whole, and what is undecided', () => {
    const text = textOf(buildReport(unsigned(one)).cover);
    for (const words of [
      'concat and product',
      '60 samples',
      'complete with',
      one.run.expansion.planHash,
      'not named yet',
    ]) {
      expect(text).toContain(words);
    }
    const groups = groupFlags(one.analysis.flags, one.analysis.attacks.length);
    expect(text).toContain('"Warnings and notes"');
    expect(text).toContain(`; 0 of ${String(groups.length)} decided`);
  });
});
