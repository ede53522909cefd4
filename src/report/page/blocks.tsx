import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { Block, Chart } from '../document';
import { ApprovalView } from './approval';
import { Diagram } from './diagram';
import { PixelCardsView } from './pixels';
import { SampleView } from './sample';
import { isHash, TableView } from './table';

/** Notices up to which a list of them is kept on one printed page: the requirements of most plans. */
const shortNotices = 4;

export function BlockView({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'lead':
      return <p className="lead">{shown(block.text)}</p>;
    case 'text':
      return <p>{shown(block.text)}</p>;
    case 'heading':
      return <h3>{shown(block.text)}</h3>;
    case 'list':
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>{shown(item)}</li>
          ))}
        </ul>
      );
    case 'verdict':
      return (
        <div className="cards">
          {block.models.map((model, index) => (
            <section key={index} className={`card t-${model.tone}`}>
              <h3>
                <span>{shown(model.title)}</span>
                <span className="badge">{model.badge}</span>
              </h3>
              {model.sentences.map((sentence, place) => (
                <p key={place} className={sentence.tone === 'void' ? 't-void' : undefined}>
                  {shown(sentence.text)}
                </p>
              ))}
            </section>
          ))}
        </div>
      );
    case 'notices':
      return (
        <ul className={block.notices.length <= shortNotices ? 'notices keep' : 'notices'}>
          {block.notices.map((notice, index) => (
            <li key={index}>
              <span className={`tag t-${notice.tone}`}>{notice.label}</span>
              <div>
                {notice.statement === '' ? null : (
                  <div>
                    <b>{shown(notice.statement)}</b>
                  </div>
                )}
                {notice.findings.map(({ subject, text }, place) => (
                  <div key={place}>
                    {subject === '' ? null : text === '' ? (
                      shown(subject)
                    ) : notice.statement === '' ? (
                      <b>{shown(subject)}: </b>
                    ) : (
                      `${shown(subject)}: `
                    )}
                    {shown(text)}
                  </div>
                ))}
                {notice.advice === '' ? null : <div className="advice">{shown(notice.advice)}</div>}
                {notice.decision === undefined ? null : (
                  <div>
                    Decision: <span className={`tag t-${notice.decision.tone}`}>{notice.decision.label}</span>
                    {notice.decision.reason === '' ? null : `. ${shown(notice.decision.reason)}`}
                  </div>
                )}
              </div>
            </li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <dl className="facts">
          {block.rows.map(([term, value], index) => (
            <Fact key={index} term={term} value={value} />
          ))}
        </dl>
      );
    case 'glossary':
      return (
        <dl className="glossary">
          {block.entries.map(({ term, meaning, direction, beware }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>
                {meaning} <b>Good direction:</b> {direction}. <b>Beware:</b> {beware}
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'diagram':
      return <Diagram modalities={block.modalities} fusions={block.fusions} removes={block.removes} />;
    case 'approval':
      return <ApprovalView approval={block} />;
    case 'pixels':
      return <PixelCardsView block={block} />;
    case 'samples':
      return (
        <div className="samples">
          {block.cards.map((card, index) => (
            <SampleView key={index} card={card} />
          ))}
        </div>
      );
    case 'table':
      return <TableView table={block} />;
    case 'chart':
      return <ChartView chart={block} />;
    default:
      return block satisfies never;
  }
}

function Fact({ term, value }: { term: string; value: string }): ReactNode {
  return (
    <>
      <dt>{shown(term)}</dt>
      <dd>{isHash(value) ? <code>{value}</code> : shown(value)}</dd>
    </>
  );
}

function ChartView({ chart }: { chart: Chart }): ReactNode {
  return (
    <>
      {/* Printed, a figure that is tagged as such needs an alternative text of its own: the drawing in it has that. */}
      <figure role="group">
        <p className="title">{shown(chart.title)}</p>
        <figcaption>{shown(chart.caption)}</figcaption>
        <div className="chart-scroll" tabIndex={0}>
          <div
            className="chart"
            id={`chart-${chart.id}`}
            role="img"
            aria-label={shown(chart.alt)}
            style={{ height: chart.height }}
          />
        </div>
        <details>
          <summary>Show as table</summary>
          <TableView table={chart.table} />
        </details>
      </figure>
      {chart.printsTable === true ? (
        <div className="printed">
          <TableView table={chart.table} />
        </div>
      ) : null}
    </>
  );
}
