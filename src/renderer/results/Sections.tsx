import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Section } from '../../report/document';
import { Blocks } from './Blocks';

/** Sections of the report, with their titles; those that have nothing to say are left out. */
export function Sections({ sections }: { readonly sections: readonly (Section | null | undefined)[] }): ReactNode {
  return sections.map((section) =>
    section === null || section === undefined ? null : (
      <section key={section.id} aria-labelledby={`section-${section.id}`}>
        <Title order={2} id={`section-${section.id}`} mb="xs">
          {section.title}
        </Title>
        <Blocks blocks={section.blocks.filter((block) => block.kind !== 'table' || block.rows.length > 0)} />
      </section>
    ),
  );
}
