import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { Part, Section } from '../document';
import { BlockView } from './blocks';

/** What is said of one run; named where there are several. */
export function PartView({ part }: { part: Part }): ReactNode {
  return (
    <div id={part.id === '' ? undefined : part.id} className="part-body">
      {part.title === null ? null : <h1 className="part">{shown(part.title)}</h1>}
      {part.title !== null && part.incomplete ? (
        <p className="incomplete">This run is incomplete. Its numbers are provisional.</p>
      ) : null}
      {part.sections.map((section) => (
        <SectionView key={section.id} section={section} />
      ))}
    </div>
  );
}

export function SectionView({ section }: { section: Section }): ReactNode {
  return (
    <section id={section.id}>
      <h2>{section.title}</h2>
      {section.blocks.map((block, index) => (
        <BlockView key={index} block={block} />
      ))}
    </section>
  );
}
