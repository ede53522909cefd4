import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { ReportDocument } from '../document';
import { BlockView } from './blocks';

/** What the report is about and what it holds; on paper, its first page. */
export function Cover({ document }: { document: ReportDocument }): ReactNode {
  const { title, kicker, question, cover, watermark, parts, closing, appendices } = document;
  return (
    <>
      {watermark === null ? null : (
        <div className="watermark" aria-hidden="true">
          {watermark.text}
        </div>
      )}
      <header className="cover">
        <p className="kicker">{kicker}</p>
        <h1>{shown(title)}</h1>
        {question === '' ? null : <p className="question">{shown(question)}</p>}
        {watermark === null ? null : <p className="incomplete">{shown(watermark.why)}</p>}
        {cover.map((block, index) => (
          <BlockView key={index} block={block} />
        ))}
        <nav aria-label="Contents">
          {parts.length === 1 ? (
            <Contents title={null} sections={[...parts[0].sections, ...closing, ...appendices]} />
          ) : (
            <>
              {parts.map((part) => (
                <Contents key={part.id} title={part.title} sections={part.sections} />
              ))}
              <Contents title="For the whole report" sections={[...closing, ...appendices]} />
            </>
          )}
        </nav>
      </header>
    </>
  );
}

function Contents({ title, sections }: { title: string | null; sections: ReportDocument['closing'] }): ReactNode {
  return (
    <>
      {title === null ? null : <p>{shown(title)}</p>}
      <ul>
        {sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`}>{section.title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
