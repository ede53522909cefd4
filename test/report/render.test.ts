import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { summaryText } from '../../src/analysis/summary';
import { bareText } from '../../src/shared/text/shown-text';
import { hashesElement } from '../../src/shared/reports/report-hashes';
import { withPlainText } from '../../src/report/charts/chart-text';
import { chartName } from '../../src/report/charts/style';
import { glossary } from '../../src/report/glossary';
import { chartConfig } from '../../src/report/page/charts-script';
import { pageRules } from '../../src/report/page/style';
import { decoupling, editRemovals, pgd, syntheticRun } from '../analysis/synthetic-run';
import { documentOf, pageOf, reportOf, syntheticReport } from './synthetic-report';

const attacks = [
  decoupling(),
  decoupling(['image']),
  decoupling(['text']),
  pgd([{ image: 0.03 }, { image: 0.03, text: 0.1 }]),
];
const stub = { plotly: 'var Plotly = {};' };
const hostile = `</script><script>alert(1)</script><img src=x onerror="alert('2')">&"'\u202e\u001b[2J%{x}`;

const scripts = (html: string): readonly { readonly attributes: string; readonly text: string }[] =>
  [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)].map(([, attributes, text]) => ({ attributes, text }));
const withoutScripts = (html: string): string => html.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '');

describe('the page', () => {
  let html = '';
  beforeAll(() => {
    html = pageOf(syntheticReport({ count: 80, attacks }), stub);
  });

  test('equal inputs give equal bytes', () => {
    expect(pageOf(syntheticReport({ count: 80, attacks }), stub)).toBe(html);
  });

  test('asks for nothing outside itself', () => {
    expect(html).not.toMatch(/(?:src|href)="(?!data:|#)/);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    expect(html).not.toMatch(/@import|url\(/);
    expect(html).not.toMatch(/<(?:link|iframe|object|embed|form|base)\b/);
  });

  test('its policy allows exactly its own scripts', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)![1].replaceAll('&#x27;', "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(/script-src ([^;]*)/.exec(policy)![1]).not.toContain('unsafe-inline');
    const executed = scripts(html).filter(({ attributes }) => !attributes.includes('application/json'));
    const hashes = executed.map(({ text }) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(hashes).toHaveLength(2);
    expect(/script-src ([^;]*)/.exec(policy)![1].split(' ').sort()).toEqual(hashes.sort());
    expect(html).not.toMatch(/ on[a-z]+="/);
  });

  test('every chart has its data, an alternative text and a table', () => {
    const data = JSON.parse(scripts(html).find(({ attributes }) => attributes.includes('id="charts"'))!.text) as {
      id: string;
      config: unknown;
    }[];
    expect(data.length).toBeGreaterThanOrEqual(4);
    for (const { id, config } of data) {
      expect(html).toContain(`id="chart-${id}" role="img" aria-label="`);
      expect(config).toEqual(chartConfig);
    }
    expect(html.split('<summary>Show as table</summary>')).toHaveLength(data.length + 1);
    expect(chartConfig).toMatchObject({ showSendToCloud: false, displaylogo: false, plotlyServerURL: '' });
  });

  test('tables have captions and header cells, headings one order', () => {
    for (const [table] of html.matchAll(/<table[\s\S]*?<\/table>/g)) {
      expect(table).toMatch(/<caption>[^<]/);
      expect(table).toMatch(/<th scope="col"/);
      expect(table).toMatch(/<th scope="row"/);
    }
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<html lang="en" data-charts="drawing">');
  });

  test('no figure of a paper, no unmeasured praise, no empty value shown as a number', () => {
    const text = withoutScripts(html)
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<[^>]*>/g, ' ');
    expect(text).not.toMatch(/1\.16\s*%/);
    expect(text).not.toMatch(/\bNaN\b|undefined|\bnull\b|Infinity|\[object/);
    expect(text.replace('not that the model is robust', '')).not.toMatch(/\b(?:is|are) robust\b/);
    expect(text).toContain('upper bounds on robustness');
  });

  test('no watermark on a complete run; one on an interrupted one, on screen and in the footer', () => {
    expect(html).not.toContain('class="watermark"');
    const run = syntheticRun({ count: 40 });
    const partial = pageOf(reportOf({ ...run, records: run.records.slice(0, -7), state: 'interrupted' }), stub);
    expect(partial).toContain('class="watermark"');
    expect(partial).toContain('Incomplete (');
    expect(documentOf(reportOf({ ...run, state: 'interrupted' })).footer).toContain('INCOMPLETE');
  });
});

describe('fills', () => {
  test('attacks that differ in the fill alone stand side by side, one column a fill', () => {
    const { sections } = documentOf(
      syntheticReport({
        count: 80,
        attacks: [
          decoupling(['image']),
          { name: 'decoupling', modalities: ['image'], fills: { image: 'black' } },
          decoupling(['text']),
        ],
        success: (_, attack) => (attack.name === 'decoupling' && attack.fills.image === 'black' ? 0 : 1),
      }),
    );
    const tables = sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === 'table');
    const table = tables.find(({ caption }) => caption === 'Attack success rate under each fill, attacked anew')!;
    expect(table.columns.map(({ title }) => title)).toEqual(['model', 'mean', 'black']);
    const [group, concat] = table.rows;
    expect(group).toMatchObject({ kind: 'group', title: 'Removals of image' });
    const texts = concat.kind === 'cells' ? concat.cells.map(({ text }) => text) : [];
    expect(texts.map((text) => text.slice(0, 4))).toEqual(['conc', '100.', '0.0\u00a0']);
  });

  test('where the attack used one fill, only its own removals are looked at under others', () => {
    const { sections } = documentOf(syntheticReport({ count: 80, attacks }));
    const captions = sections.flatMap(({ blocks }) => blocks.map((block) => 'caption' in block && block.caption));
    expect(captions).not.toContain('Attack success rate under each fill, attacked anew');
    expect(captions).toContain('Same removal, other fill: does the answer still change?');
  });
});

describe('hostile names, words and ids', () => {
  const input = syntheticReport(
    {
      count: 80,
      attacks,
      subjects: [`a${hostile}`.slice(0, 80), 'product'],
      classes: [hostile, '=cmd|calc'],
      title: hostile,
      plan: { name: `N${hostile}`.slice(0, 110), question: hostile },
    },
    [hostile, '<b>bold</b>', 'ok', '\u202eevil', 'five', 'six'],
  );
  const html = pageOf(input, stub);

  test('cannot open a tag, an attribute or a script', () => {
    expect(scripts(html)).toHaveLength(4);
    expect(html).not.toContain('<img');
    expect(html).not.toContain('<b>bold');
    expect(html).not.toContain('<script>alert');
    expect(html.replaceAll(/="[^"]*"/g, '=""')).not.toMatch(/<[a-z]+ [^>]*onerror/);
    expect(() => JSON.parse(scripts(html)[0].text) as unknown).not.toThrow();
  });

  test('cannot reorder or hide text', () => {
    // Names are kept apart by isolates that are ours; nothing else that cannot be seen is left.
    // eslint-disable-next-line no-control-regex
    expect(bareText(html)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/u);
    expect(withoutScripts(html)).toContain('\\u{202e}evil');
  });

  test('cannot be markup or a template to plotly', () => {
    const charts = scripts(html)[0].text;
    expect(charts).not.toMatch(/[<>&]/);
    const names: string[] = [];
    JSON.parse(charts, (key, value: unknown) => {
      if (key === 'name' && typeof value === 'string') names.push(value);
      return value;
    });
    expect(names.some((name) => name.includes('&lt;/script&gt;'))).toBe(true);
    expect(names.join('')).not.toMatch(/[<>]|%\{/);
    expect(withPlainText({ text: ['<a href="http://x">y</a>'], hovertemplate: '%{x}' })).toEqual({
      text: ['&lt;a href="http://x"&gt;y&lt;/a&gt;'],
      hovertemplate: '%{x}',
    });
  });

  test('cannot end the footer of the style sheet', () => {
    expect(pageRules('"}</style><script>')).toMatch(/content:"\\22 \\7d \\3c \\2f style\\3e \\3c script\\3e "/);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
  });
});

describe('sections', () => {
  const titles = (input: Parameters<typeof documentOf>[0]): readonly string[] =>
    documentOf(input).sections.map(({ id }) => id);

  test('what was not measured has no section, and no glossary entry', () => {
    const gradientOnly = syntheticReport({ count: 60, subjects: ['concat'], attacks: [pgd([{ image: 0.1 }])] });
    expect(titles(gradientOnly)).not.toContain('removal');
    expect(titles(gradientOnly)).not.toContain('comparisons');
    const none = pageOf(syntheticReport({ count: 60, attacks: [] }), stub);
    const { term } = glossary.crossModal;
    expect(pageOf(syntheticReport({ count: 60, attacks }), stub)).toContain(term);
    expect(none).not.toContain(term);
    expect(none).toContain('No model was attacked.');
  });

  test('a study without attacks, and a run stopped before them, list nothing empty', () => {
    const none = documentOf(syntheticReport({ count: 60, attacks: [] }));
    const run = syntheticRun({ count: 60, attacks });
    const stopped = documentOf(reportOf({ ...run, records: run.records.slice(0, 130), state: 'interrupted' }));
    for (const { sections } of [none, stopped]) {
      const blocks = sections.flatMap((section) => section.blocks);
      expect(blocks.every((block) => block.kind !== 'table' || block.rows.length > 0)).toBe(true);
    }
    expect(JSON.stringify(none)).not.toMatch(/attacker|upper bounds on robustness. Latent/);
    expect(JSON.stringify(stopped)).toContain('Decoupling · image: not evaluated yet');
    expect(JSON.stringify(stopped)).not.toContain('without interruption');
  });

  test('no table has more models side by side than a page has room for', () => {
    const subjects = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name} fusion`);
    const { sections } = documentOf(syntheticReport({ count: 40, subjects, attacks }));
    const tables = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])));
    const beside = tables.map(({ columns }) => columns.filter(({ title }) => title.includes('fusion')).length);
    expect(Math.max(...beside)).toBeLessThanOrEqual(4);
    expect(beside.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(6);
  });

  test('in charts a long name keeps both its ends', () => {
    const name = (end: string): string => `${'x'.repeat(70)} ${end}`;
    expect(chartName(name('one')).length).toBe(40);
    expect(chartName(name('one'))).not.toBe(chartName(name('two')));
    expect(chartName('concat')).toBe('concat');
  });

  test('a model that has a name is told by name and hash, and by the same hashes as without one', () => {
    const input = syntheticReport({ count: 40, attacks });
    const [model] = input.models;
    const named = { ...input, names: new Map([[model.id, 'Baseline <of> May']]) };
    const rowsOf = (run: typeof input, caption: string) =>
      documentOf(run).sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) =>
          block.kind === 'table' && block.caption === caption
            ? [
                block.columns.map(({ title }) => title),
                ...block.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : [])),
              ]
            : [],
        ),
      );
    const [columns, first, second] = rowsOf(named, 'Weights');
    expect(columns).toEqual(['model', 'name in the lab', 'seed', 'id', 'hash of the weights']);
    expect(first).toEqual(expect.arrayContaining(['Baseline <of> May', model.id, model.weightsHash]));
    expect(second[1]).toBe('–');
    expect(rowsOf(named, 'Models trained for this study').flat()).toContain('Baseline <of> May');
    expect(rowsOf(input, 'Weights')[0]).not.toContain('name in the lab');
    const hashesIn = (run: typeof input) =>
      scripts(pageOf(run, stub)).find(({ attributes }) => attributes.includes(`id="${hashesElement}"`))?.text;
    expect(hashesIn(input)).toBeDefined();
    expect(hashesIn(named)).toBe(hashesIn(input));
    expect(pageOf(named, stub)).toContain('Baseline &lt;of&gt; May');
  });

  test('of a sum over modalities it says what each can change, and calls what was only seen an estimate', () => {
    const input = syntheticReport({ count: 40, attacks });
    const caption = 'What each modality can change where the decision is a sum over the modalities';
    const tableOf = (run: typeof input) =>
      documentOf(run)
        .sections.flatMap(({ blocks }) => blocks)
        .find((block) => block.kind === 'table' && block.caption === caption);
    expect(tableOf(input)).toBeUndefined();
    const integration = {
      weights: { image: [1, -3], text: [0.5, 0] },
      biases: [0, 0],
      slopes: { image: [4, 1], text: [2, 9] },
      samples: 1200,
      bounds: { image: 6, text: null },
      secondStep: null,
    };
    const models = input.models.map((model, index) => (index === 0 ? { ...model, integration } : model));
    const table = tableOf({ ...input, models });
    if (table?.kind !== 'table') throw new Error('no table');
    const rows = table.rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : []));
    expect(rows.map((row) => row.slice(1))).toEqual([
      ['image', '2', '4', '1,200', '18'],
      ['text', '0.25', '1', '1,200', 'none known'],
    ]);
    expect(table.note).toContain('an estimate');
  });

  test('samples are chosen by rule; without views they are left out', () => {
    const input = syntheticReport({ count: 80, attacks });
    const section = documentOf(input).sections.find(({ id }) => id === 'samples')!;
    const cards = section.blocks.flatMap((block) => (block.kind === 'samples' ? block.cards : []));
    expect(cards.length).toBeGreaterThanOrEqual(8);
    expect(cards.every(({ probabilities }) => probabilities.some(({ isLabel }) => isLabel))).toBe(true);
    const values = cards.flatMap((card) => card.values);
    expect(values.some((value) => value.kind === 'image' && value.removed.length > 0)).toBe(true);
    expect(values.some((value) => value.kind === 'text' && value.words.some(({ removed }) => removed))).toBe(true);
    expect(titles({ ...input, views: [] })).not.toContain('samples');
  });

  test('samples whose data is not there any more are said to be missing', () => {
    const page = pageOf({ ...syntheticReport({ count: 80, attacks }), views: null }, stub);
    expect(page).toContain('No sample is shown: the lab folder does not hold the data set');
    expect(page).toContain('Of this report, not of the numbers: its samples, since the lab folder does not hold');
  });

  test('a mistake is shown although the successes spread over the order are none', () => {
    const decidableRow = 9040;
    const input = syntheticReport({
      count: 80,
      subjects: ['concat'],
      success: () => 1,
      accuracy: () => 1,
      attacks: [decoupling(['text'])],
      edit: editRemovals((record) => ({
        ...record,
        found: record.found && { ...record.found, decidable: record.row === decidableRow, necessary: ['text'] },
      })),
    });
    const section = documentOf(input).sections.find(({ id }) => id === 'samples')!;
    const cards = section.blocks.flatMap((block) => (block.kind === 'samples' ? block.cards : []));
    expect(cards.map(({ title }) => title)).toContain(`s${String(decidableRow)}`);
    expect(cards.filter(({ note }) => note.includes('a mistake'))).toHaveLength(1);
    expect(cards.length).toBeLessThanOrEqual(6);
  });

  test('of a fusion that is solved for in steps, each sample tells how it came to rest', () => {
    const input = syntheticReport({
      count: 20,
      subjects: ['concat'],
      attacks: [decoupling(['text'])],
      edit: (record) =>
        record.kind === 'clean'
          ? { ...record, settled: { residuals: [4, 0.5], solved: record.row % 2 === 0, doubled: 0 } }
          : record,
    });
    const section = documentOf(input).sections.find(({ id }) => id === 'samples')!;
    const cards = section.blocks.flatMap((block) => (block.kind === 'samples' ? block.cards : []));
    expect(cards.length).toBeGreaterThan(2);
    for (const { title, note } of cards) {
      const solved = Number(title.slice(1)) % 2 === 0;
      expect(note.replaceAll('\u00a0', ' ')).toContain(
        `Untouched, the fusion ${solved ? 'came to rest in' : 'had not come to rest after'} 2 steps (residual 0.5).`,
      );
    }
  });

  test('no table has more columns than the page has room for', () => {
    const { sections } = documentOf(syntheticReport({ count: 40, attacks }));
    const tables = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'table'));
    expect(tables.length).toBeGreaterThan(8);
    for (const { caption, columns } of tables) expect(columns.length, caption).toBeLessThanOrEqual(10);
  });

  test('attacks on one input stand by input, whatever their kind', () => {
    const { sections } = documentOf(
      syntheticReport({
        count: 40,
        subjects: ['concat'],
        attacks: [decoupling(['text']), decoupling(['image']), pgd([{ text: 0.1 }, { image: 0.1 }, { text: 0.2 }])],
      }),
    );
    const table = sections
      .flatMap(({ blocks }) => blocks)
      .find((block) => block.kind === 'table' && block.caption === 'One input attacked at a time');
    const rows = table?.kind === 'table' ? table.rows : [];
    const titles = rows.flatMap((row) => (row.kind === 'cells' ? [row.cells[0].text] : []));
    expect(titles.map((title) => (title.includes('image') ? 'image' : 'text'))).toEqual([
      'image',
      'image',
      'text',
      'text',
      'text',
    ]);
  });

  test.each(['noise', 'mean'] as const)('pictures of a removal filled with %s say what they show instead', (image) => {
    const attack = { name: 'decoupling' as const, modalities: ['image'], fills: { image } };
    const { sections } = documentOf(syntheticReport({ count: 40, subjects: ['concat'], attacks: [attack] }));
    const text = JSON.stringify(sections.find(({ id }) => id === 'samples'));
    expect(text.includes('here the mean is drawn instead')).toBe(image === 'noise');
  });

  test('pictures and words are told by their kind, whatever their ids', () => {
    const attack = { name: 'decoupling' as const, modalities: ['photo', 'caption'], fills: { image: 'blur' as const } };
    const input = syntheticReport({
      count: 40,
      subjects: ['concat'],
      attacks: [attack],
      ids: { image: 'photo', text: 'caption' },
    });
    const html = withoutScripts(pageOf(input, stub));
    const diagram = /<svg class="diagram"[\s\S]*?<\/svg>/.exec(html)![0];
    expect(diagram.match(/square blanked/g)).toHaveLength(1);
    expect(diagram.match(/word left out/g)).toHaveLength(1);
    expect(html).toContain('here the mean is drawn instead');
  });

  test('complementarity is a number, labelled as an estimate of these models', () => {
    // Confident and right, with baselines that know nothing: all that is said comes from both inputs together.
    const input = syntheticReport({
      count: 40,
      subjects: ['concat'],
      attacks: [],
      edit: (record, { role }) => ({
        ...record,
        clean: {
          predicted: record.label,
          logits: [0, 1].map((c) => (role === 'subject' && c === record.label ? 60 : 0)),
        },
      }),
    });
    expect(input.analysis.subjects[0].models[0].fusion.information?.complementarity).toBeCloseTo(2, 9);
    const label = 'not a property of the data alone';
    expect(JSON.stringify(documentOf(input))).toContain(label);
    expect(summaryText(input.analysis).join(' ')).toContain(label);
  });

  test('what is found for several attacks is said once, then where it holds', () => {
    const input = syntheticReport({ count: 80, attacks });
    const flags = [0, 1].map((index) => ({
      check: 'query-cap',
      level: index === 0 ? ('warning' as const) : ('note' as const),
      model: 'concat',
      attack: `attack ${String(index)}`,
      finding: 'spelt out',
      shared: {
        statement: '{} failures ended at the query cap.',
        figure: `${String(index + 5)} of 9`,
        brief: String(index + 5),
        size: index,
      },
      advice: 'A higher cap might still succeed there.',
    }));
    const section = documentOf({ ...input, analysis: { ...input.analysis, flags } }).sections.find(
      ({ id }) => id === 'flags',
    )!;
    expect(section.blocks.flatMap((block) => (block.kind === 'notices' ? block.notices : []))).toMatchObject([
      {
        label: 'warning',
        statement: '5 to 6 failures ended at the query cap.',
        findings: [
          { subject: 'attack 0', text: 'concat 5 of 9' },
          { subject: 'attack 1', text: 'concat 6 of 9' },
        ],
      },
    ]);
  });

  test('several joint budgets make a surface, with the clean accuracy at its origin', () => {
    const surfaces = (budgets: Parameters<typeof pgd>[0]): readonly (readonly string[])[] => {
      const { sections } = documentOf(syntheticReport({ count: 60, subjects: ['concat'], attacks: [pgd(budgets)] }));
      const tables = sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])),
      );
      return tables
        .filter(({ caption }) => caption.includes('by the budgets of both inputs'))
        .flatMap(({ rows }) =>
          rows.flatMap((row) => (row.kind === 'cells' ? [row.cells.map(({ text }) => text)] : [])),
        );
    };
    expect(surfaces([{ image: 0.1, text: 0.2 }])).toEqual([]);
    const rows = surfaces([{ image: 0.1 }, { image: 0.1, text: 0.2 }, { image: 0.3, text: 0.2 }]);
    expect(rows.map(([first]) => first)).toEqual(['0', '0.1', '0.3']);
    expect(rows.map(([, ...cells]) => cells.map((cell) => cell !== '–'))).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
  });

  test('provenance names every hash, and the approval repeats the plan’s', () => {
    const input = syntheticReport({ count: 60 });
    const html = pageOf(input, stub);
    for (const hash of [
      input.run.expansion.planHash,
      input.dataset.hash,
      ...input.models.map(({ weightsHash }) => weightsHash),
    ]) {
      expect(html).toContain(hash);
    }
    expect(html.split('class="approval"')[1]).toContain(input.run.expansion.planHash);
  });

  test('a run without records still makes a page', () => {
    const run = syntheticRun({ count: 40 });
    const html = pageOf(reportOf({ ...run, records: [], models: [], state: 'running' }), stub);
    expect(html).toContain('Provisional');
    expect(html).not.toMatch(/NaN|undefined/);
  });
});

test('plotly’s own text passes through unchanged but for what would end its element', () => {
  const file = path.join(
    path.dirname(createRequire(import.meta.url).resolve('plotly.js/package.json')),
    'dist',
    'plotly-basic.min.js',
  );
  const plotly = readFileSync(file, 'utf8');
  const html = pageOf(syntheticReport({ count: 40, subjects: ['concat'], attacks: [decoupling()] }), { plotly });
  const carried = scripts(html)[1].text;
  expect(carried).toBe(plotly.replace(/\r\n?/g, '\n'));
  expect(() => new Script(carried)).not.toThrow();
  const evil = pageOf(syntheticReport({ count: 40, subjects: ['concat'] }), { plotly: 'x="</script><!--";\r\n' });
  expect(scripts(evil)[1].text).toBe('x="<\\/script><\\!--";\n');
});
