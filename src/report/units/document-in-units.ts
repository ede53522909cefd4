import type { ShareUnit } from '../../shared/reports/share-unit';
import type { ReportDocument, Section } from '../document';
import { blockInFractions } from './block-in-fractions';

/** The report with its shares in the unit wished for. What the analyst wrote stays as it was written. */
export function documentInUnits(document: ReportDocument, unit: ShareUnit): ReportDocument {
  if (unit === 'percent') return document;
  return {
    ...document,
    cover: document.cover.map(blockInFractions),
    parts: document.parts.map((part) => ({ ...part, sections: part.sections.map(sectionInFractions) })),
    closing: document.closing.map(sectionInFractions),
    appendices: document.appendices.map(sectionInFractions),
  };
}

function sectionInFractions(section: Section): Section {
  return section.writtenByAnalyst === true ? section : { ...section, blocks: section.blocks.map(blockInFractions) };
}
