import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { PixelCard, PixelCards } from '../document';

/** Samples of which every pixel was answered: what was seen, what is true, and what was said of it. */
export function PixelCardsView({ block: { legends, cards } }: { block: PixelCards }): ReactNode {
  return (
    <div className="maps">
      {legends.map(({ title, entries }) => (
        <ul className="legend" key={title}>
          <li>{title}</li>
          {entries.map(({ name, colour }) => (
            <li key={name}>
              <i style={{ background: colour }} />
              {shown(name)}
            </li>
          ))}
        </ul>
      ))}
      {cards.map((card) => (
        <CardView key={card.title} card={card} />
      ))}
    </div>
  );
}

function CardView({ card }: { card: PixelCard }): ReactNode {
  return (
    <article className={`sample t-${card.tone}`}>
      <p className="outcome">{shown(card.outcome)}</p>
      <div className="pictures">
        {card.pictures.map(({ caption, width, height, source }) => (
          <div key={caption}>
            <svg
              width={width}
              height={height}
              viewBox={`0 0 ${String(width)} ${String(height)}`}
              role="img"
              aria-label={`${shown(card.title)}: ${shown(caption)}`}
            >
              <image href={source} width={width} height={height} style={{ imageRendering: 'pixelated' }} />
            </svg>
            {shown(caption)}
          </div>
        ))}
      </div>
      <p>
        {shown(card.note)} <span className="id">{shown(card.title)}</span>
      </p>
    </article>
  );
}
