import { requiredSections } from '../../shared/reports/report-sections';
import type { Block, Section, Table } from '../document';
import { alwaysExplained, byTerm, glossary, isNamedIn } from '../glossary';
import type { GlossaryEntry } from '../document';

/**
 * The terms that these sections say they use or spell out, no others; then, apart, those that every report explains,
 * as whoever reads several meets and misreads them.
 */
export function glossarySection(sections: readonly Section[]): Section {
  const text = sections.flatMap(({ title, blocks }) => [title, ...blocks.flatMap(wordsOf)]).join('\n');
  const named = new Set<GlossaryEntry>(sections.flatMap(({ terms = [] }) => terms));
  const isUsed = (entry: GlossaryEntry): boolean => named.has(entry) || isNamedIn(text, entry.term);
  const used = Object.values(glossary).filter(isUsed).sort(byTerm);
  const others = alwaysExplained.filter((entry) => !isUsed(entry)).sort(byTerm);
  return {
    id: 'glossary',
    title: requiredSections.glossary.title,
    blocks: [
      { kind: 'glossary', entries: used },
      ...(others.length === 0
        ? []
        : ([
            { kind: 'heading', text: 'Not in this report, but in others, where they are often misread' },
            { kind: 'glossary', entries: others },
          ] as const)),
    ],
  };
}

/** What a reader sees of a block, as far as terms stand in it. */
function wordsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'lead':
    case 'text':
    case 'heading':
      return [block.text];
    case 'list':
      return block.items;
    case 'verdict':
      return block.models.flatMap(({ badge, sentences }) => [badge, ...sentences.map(({ text }) => text)]);
    case 'notices':
      return block.notices.flatMap(({ statement, findings, advice }) => [
        statement,
        ...findings.map(({ text }) => text),
        advice,
      ]);
    case 'facts':
      return block.rows.flat();
    case 'table':
      return wordsOfTable(block);
    case 'chart':
      return [block.title, block.caption, ...wordsOfTable(block.table)];
    case 'samples':
      return block.cards.map(({ note }) => note);
    case 'pixels':
      return block.cards.flatMap(({ outcome, note }) => [outcome, note]);
    case 'glossary':
    case 'diagram':
    case 'approval':
      return [];
    default:
      return block satisfies never;
  }
}

function wordsOfTable({ caption, columns, rows, note }: Table): readonly string[] {
  return [
    caption,
    ...columns.map(({ title }) => title),
    ...rows.flatMap((row) => (row.kind === 'group' ? [row.title] : row.cells.map(({ text }) => text))),
    note ?? '',
  ];
}
