import { Fragment, type ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import { visibleText } from '../../shared/text/visible-text';
import { Stills } from './stills';
import type { SampleCard, SampleImage, SampleValue } from '../document';

export function SampleView({ card }: { card: SampleCard }): ReactNode {
  return (
    <article className={`sample t-${card.tone}`}>
      <p className="outcome">{shown(card.outcome)}</p>
      <div className="values">
        {card.values.map((value) => (
          <Value key={value.modality} value={value} />
        ))}
      </div>
      <div className="bars">
        {card.probabilities.map((row) => (
          <Probability key={row.name} row={row} />
        ))}
      </div>
      <p>
        {shown(card.note)} <span className="id">{shown(card.title)}</span>
      </p>
    </article>
  );
}

function Value({ value }: { value: SampleValue }): ReactNode {
  switch (value.kind) {
    case 'image':
      return (
        <>
          <div className="pictures">
            <Picture
              image={value}
              source={value.before}
              title={value.removed.length > 0 ? 'before' : 'untouched'}
              marked={false}
            />
            {value.removed.length > 0 ? <Picture image={value} source={value.after} title="after" marked /> : null}
          </div>
          {value.sides === undefined ? null : <p className="sides">{shown(value.sides)}</p>}
        </>
      );
    case 'skeleton':
      return <Stills value={value} />;
    case 'text':
      return (
        // Words run on in the direction of the first: each kept to itself, a caption in Hebrew would be read backwards.
        <p className="words" dir="auto">
          {value.words.map((word, index) => (
            <span key={index}>
              {index === 0 ? '' : ' '}
              {word.removed ? <del>{visibleText(word.text)}</del> : visibleText(word.text)}
            </span>
          ))}
        </p>
      );
    default:
      return value satisfies never;
  }
}

function Picture(props: { image: SampleImage; source: string; title: string; marked: boolean }): ReactNode {
  const { image, source, title, marked } = props;
  return (
    <div>
      <svg
        width={image.width}
        height={image.height}
        viewBox={`0 0 ${String(image.width)} ${String(image.height)}`}
        role="img"
        aria-label={
          marked
            ? `${shown(image.modality)} after the attack, ${image.removedText} removed`
            : `${shown(image.modality)} before the attack`
        }
      >
        <image href={source} width={image.width} height={image.height} style={{ imageRendering: 'pixelated' }} />
        {marked
          ? image.removed.map(([x, y, width, height], index) => (
              <g key={index} fill="none">
                <rect x={x + 1} y={y + 1} width={width - 2} height={height - 2} stroke="#fff" strokeWidth={4} />
                <rect x={x + 1} y={y + 1} width={width - 2} height={height - 2} stroke="#d4261c" strokeWidth={2} />
              </g>
            ))
          : null}
      </svg>
      {title}
    </div>
  );
}

/** Each moment has its word beside its bar: colour and hatching only help to find it. */
function Probability({ row }: { row: SampleCard['probabilities'][number] }): ReactNode {
  const bars = [
    { moment: 'before', value: row.before },
    ...(row.after === null ? [] : [{ moment: 'after', value: row.after }]),
  ];
  return (
    <>
      <span className="name">{row.isLabel ? <b>{shown(row.name)}</b> : shown(row.name)}</span>
      {bars.map(({ moment, value }, index) => (
        <Fragment key={moment}>
          <span className="moment">{moment}</span>
          <span className={`bar ${moment}`} aria-hidden="true">
            <i style={{ width: `${(value * 100).toFixed(1)}%` }} />
          </span>
          <span className="num">{row.shown.at(index)}</span>
        </Fragment>
      ))}
    </>
  );
}
