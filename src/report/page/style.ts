import { chartWidth, modelColoursOnDark, sampleColours } from '../charts/style';
import { pixelStyle } from './pixels-style';
import { readersDark, readersScheme } from './scheme';

/** Width of the text column of an A4 page within its margins, in whole CSS pixels: 182 mm. */
const printedColumn = 687;

/** On a dark screen charts are drawn as they are printed, but for colours that the ground would swallow. */
const seriesOnDark = [...modelColoursOnDark]
  .flatMap(([colour, lighter]) =>
    (['stroke', 'fill'] as const).map(
      (paint) => `.chart [style*="${paint}: ${rgbOf(colour)}"]{${paint}:${lighter}!important}`,
    ),
  )
  .join('');

/** As Plotly writes a colour into a style: `#8e4fb0` → `rgb(142, 79, 176)`. */
function rgbOf(colour: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return `rgb(${parts.join(', ')})`;
}

/** The report's style sheet: light and dark on screen, light on paper (A4). Nothing on paper is under 7.5 points. */
export const styleSheet = `
:root{${readersScheme};--ink:#1b1f24;--muted:#5b6570;--line:#d5dae0;--paper:#fff;--panel:#f5f7f9;--accent:#0b62a8;--bad:#b3261e;--good:#1b7a43;--mixed:#9a6400;--badbg:#fbeceb;--goodbg:#e9f5ee;--mixedbg:#fbf3e2}
${readersDark}{:root{--ink:#e7eaee;--muted:#a3adb8;--line:#3a424b;--paper:#15181c;--panel:#1e2329;--accent:#6db3ee;--bad:#ff8a80;--good:#6fd39b;--mixed:#f0bf62;--badbg:#3a1f1e;--goodbg:#17301f;--mixedbg:#362b14}${seriesOnDark}}
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;color:var(--ink);background:var(--paper);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:${String(chartWidth + 48)}px;padding:32px 24px 64px;overflow-wrap:break-word}
.cover{border-bottom:3px solid var(--accent);padding-bottom:12px;margin-bottom:8px}
.cover dl.facts{margin:.3em 0}.cover dl.facts+dl.facts{margin-top:0}
h1.part{font-size:1.7rem;margin:2.4em 0 0;padding-top:.5em;border-top:3px solid var(--accent)}
.kicker{color:var(--accent);font-weight:600;font-size:.85rem;letter-spacing:.02em;margin:0}
h1{font-size:2rem;line-height:1.2;margin:.15em 0 .3em;text-wrap:balance}
.question{font-size:1.1rem;margin:0 0 .5em}
nav{font-size:.88rem;margin:14px 0 4px}nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 .3em;padding:0}nav p{margin:.4em 0 0;font-weight:600}
a{color:var(--accent)}
h2{font-size:1.4rem;line-height:1.25;margin:2.2em 0 .6em;padding-bottom:.2em;border-bottom:1px solid var(--line);break-after:avoid}
h3{font-size:1.05rem;margin:1.6em 0 .5em;break-after:avoid}
p,ul{margin:.5em 0 .9em}ul{padding-left:1.2em}li{margin:.25em 0}
.lead{font-size:1.25rem;line-height:1.4;font-weight:600;margin:.4em 0 .8em}
.incomplete{background:var(--badbg);color:var(--bad);border:1px solid currentColor;border-radius:4px;padding:8px 12px;font-weight:600;margin:16px 0}
.watermark{position:fixed;inset:0;display:flex;align-items:center;justify-content:center;font-size:84px;font-weight:800;letter-spacing:.05em;color:var(--bad);opacity:.1;transform:rotate(-32deg);pointer-events:none;z-index:9}
.cards{display:grid;gap:12px;grid-template-columns:repeat(auto-fit,minmax(340px,1fr));margin:0 0 1em}
.card{border:1px solid var(--line);border-left:5px solid var(--muted);border-radius:4px;padding:10px 14px;background:var(--panel);break-inside:avoid}
.card h3{margin:0 0 .3em;display:flex;flex-wrap:wrap;gap:4px 10px;align-items:baseline;justify-content:space-between}
.card h3 span,.long{min-width:0;overflow-wrap:anywhere}.card p{margin:.45em 0;font-size:.92rem}
.badge{font-size:.78rem;font-weight:600;color:var(--muted)}
p.t-void{color:var(--bad);font-weight:600;background:none}
.notices{list-style:none;padding:0;margin:.5em 0 1em}
.notices li{display:grid;grid-template-columns:104px minmax(0,1fr);gap:10px;border-top:1px solid var(--line);padding:7px 0;margin:0;font-size:.92rem;break-inside:avoid}
.notices li:last-child{border-bottom:1px solid var(--line)}
.tag{font-weight:600;color:var(--muted)}.tag.t-bad,.tag.t-void{color:var(--bad)}.tag.t-good{color:var(--good)}.tag.t-mixed{color:var(--mixed)}
.advice{color:var(--muted)}
.scroll{overflow-x:auto;margin:.6em 0 .3em}
table{border-collapse:collapse;width:100%;font-size:.86rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;font-size:.95rem;padding:0 0 .4em;caption-side:top}
th,td{padding:4px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom:2px solid var(--ink);font-weight:600;vertical-align:bottom;line-height:1.25}
tbody th{font-weight:400;min-width:7em}
table.tight th,table.tight td{padding:4px 4px}tr.group th{font-weight:600;background:var(--panel);padding-top:7px}
.r{text-align:right;white-space:nowrap;overflow-wrap:normal}thead .r{white-space:normal}
.ci{display:block;color:var(--muted);font-size:.86em}.roomy .ci{display:inline-block;min-width:7.2em;margin-left:.4em}.roomy.points .ci{min-width:9em}
td code,dd code{font:.92em ui-monospace,Consolas,monospace;overflow-wrap:anywhere}
td .v-bad{color:var(--bad);font-weight:600}
tr{break-inside:avoid}thead{display:table-header-group}
.keep,tbody.keep{break-inside:avoid}caption,thead,tr.group{break-after:avoid}h2+p{break-after:avoid;break-inside:avoid}
.note{color:var(--muted);font-size:.84rem;margin:.3em 0 1.4em;break-before:avoid}
figure{margin:1.2em 0 1.6em;break-inside:avoid}
figure .title{font-weight:600;font-size:.95rem;margin:0}
figcaption{color:var(--muted);font-size:.86rem;margin:.2em 0}
.chart{width:${String(chartWidth)}px;max-width:none}.chart-scroll{overflow-x:auto}
details{font-size:.88rem;margin:.2em 0}summary{color:var(--accent);cursor:pointer}.printed{display:none}
dl.facts{display:grid;grid-template-columns:minmax(130px,190px) minmax(0,1fr);gap:4px 16px;margin:.5em 0 1em;font-size:.92rem}
dl.glossary{columns:2;column-gap:28px;margin:.5em 0 1em;font-size:.88rem}dl.glossary div{break-inside:avoid;padding:0 0 .7em}dl.glossary dt{font-weight:600}dl.glossary dd{margin:0}dl.glossary b{font-weight:400;color:var(--muted)}
dl.facts dt{color:var(--muted)}dl.facts dd{margin:0}
.samples{display:grid;grid-template-columns:repeat(auto-fill,minmax(320px,1fr));gap:12px;margin:.5em 0 1.2em}
.sample{border:1px solid var(--line);border-left:5px solid var(--muted);border-radius:4px;padding:10px 12px;break-inside:avoid;font-size:.86rem}
.sample .outcome{font-weight:600;font-size:.95rem;margin:0}.sample .id{font-size:.9em;color:var(--muted);white-space:nowrap}
.sample p{margin:.3em 0}
.pictures{display:flex;flex-wrap:wrap;gap:10px;margin:.4em 0 0}
.pictures div{font-size:.75rem;line-height:1.3;color:var(--muted)}
.pictures svg{display:block;border:1px solid var(--line);max-width:100%;height:auto}
.stills svg{display:block;max-width:100%;height:auto;stroke-linecap:round}.stills p{font-size:.75rem;line-height:1.3;color:var(--muted);margin:.1em 0 .4em}
.stills .frame{fill:none;stroke:var(--line)}.stills line.is{stroke:var(--accent);stroke-width:1.4}.stills circle.is{fill:var(--ink)}.stills line.gone{stroke:var(--muted);stroke-dasharray:1.5 2.5}.stills circle.gone{fill:#fff;stroke:var(--bad);stroke-width:1.2}.stills .clip{fill:var(--line)}.stills .span{fill:var(--bad)}.stills .tick{stroke:var(--ink)}
.sample .sides{font-size:.75rem;line-height:1.3;color:var(--muted);margin:.1em 0 .4em}
${pixelStyle}
.words{font-size:1rem;line-height:1.5}
del{color:var(--bad);text-decoration-thickness:2px;background:var(--badbg);padding:0 2px}
.bars{display:grid;grid-template-columns:max-content minmax(0,1fr) max-content;gap:1px 8px;align-items:center;margin:.4em 0;font-variant-numeric:tabular-nums;line-height:1.2}
.bars .name{grid-column:1/-1;margin-top:2px}.bars .moment{color:var(--muted);font-size:.78rem}
.bar{height:8px;background:var(--line);border-radius:1px}.bar i{display:block;height:100%;border-radius:1px}
.bar.before i{background:${sampleColours.before}}.bar.after i{border:1px solid ${sampleColours.after};background:repeating-linear-gradient(135deg,${sampleColours.after} 0 3px,#fff 3px 5px)}
.bars .num{text-align:right;white-space:nowrap;font-size:.78rem}
.diagram{width:100%;height:auto;display:block;margin:.6em 0}
.diagram text{fill:var(--ink);font:14px system-ui,"Segoe UI",Arial,sans-serif}.diagram .small{font-size:13px;fill:var(--muted)}
.diagram rect.box{fill:var(--panel);stroke:var(--ink);stroke-width:1.2}.diagram .fusion rect.box{stroke:var(--accent);stroke-width:2.5}
.diagram path{stroke:var(--ink);stroke-width:1.4;fill:none}.diagram .head{fill:var(--ink);stroke:none}
.diagram .cut{fill:var(--badbg);stroke:var(--bad);stroke-width:2}.diagram .strike{stroke:var(--bad);stroke-width:2.5}.diagram .cell{fill:var(--line)}
.t-bad{border-left-color:var(--bad)}.t-bad .badge{color:var(--bad)}
.t-good{border-left-color:var(--good)}.t-good .badge{color:var(--good)}
.t-mixed{border-left-color:var(--mixed)}.t-mixed .badge{color:var(--mixed)}
.t-void{border-left-color:var(--bad);background:var(--badbg)}.t-void .badge{color:var(--bad)}
.approval dl.facts{grid-column:1/-1;margin:0}.approval dl.facts div,.cover dl.facts div{display:contents}
.approval{display:grid;grid-template-columns:1fr 1fr;gap:26px 24px;border:1px solid var(--line);border-radius:4px;padding:14px 16px 20px;margin:1.2em 0;break-inside:avoid}
.approval .field{border-bottom:1px solid var(--ink);min-height:2.6em;font-size:.84rem;color:var(--muted)}
.approval .field b{display:block;color:var(--ink);font-size:1rem}.approval .wide{grid-column:1/-1}.approval .sign{min-height:4.4em}.approval>p{grid-column:1/-1;margin:0;font-weight:600}
.js-plotly-plot text{fill:var(--ink)!important}
.js-plotly-plot .gridlayer path{stroke:var(--line)!important}
.js-plotly-plot .hoverlayer text{fill:#fff!important}
.js-plotly-plot .hoverlayer .hovertext path{fill:#333!important;stroke:#333!important}
.js-plotly-plot .modebar{display:none}
@media screen and (max-width:${String(chartWidth + 60)}px){.chart{zoom:.88}}
@media (max-width:640px){dl.glossary{columns:1}body{padding:20px 14px 48px}.cards,.samples{grid-template-columns:1fr}.notices li{grid-template-columns:1fr;gap:0}dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:6px}h1{font-size:1.6rem}}
@media print{
html{font-size:9.4pt;line-height:1.42;background:#fff}body{max-width:none;padding:0}
summary{display:none}.printed{display:block}h1.part{break-before:page;margin-top:0;border-top:0;padding-top:0;font-size:17pt}.cover{border-bottom:0;border-top:4px solid var(--accent);padding:5mm 0 0;margin:0}.cover h1{font-size:21pt}.cover .question{margin-bottom:.9em}.cover dl.facts{grid-template-columns:40mm minmax(0,1fr);gap:2px 16px}.cover nav{border-top:1px solid var(--line);border-bottom:1px solid var(--line);margin-top:1em;padding:2mm 0;font-size:8pt}.cover nav ul{columns:3;display:block;margin:0}#approval{break-inside:avoid}.appendices{break-before:page}h2{margin-top:1.3em}main .part-body>section:first-of-type>h2{margin-top:.5em}main .part-body>section:first-of-type li,main .part-body>section:first-of-type>p:not(.lead){font-size:8.8pt}h3{margin-top:1.1em}.notices li{padding:4px 0}th,td{padding:2.6px 6px}li{margin:.15em 0}figure{margin:.9em 0 1.1em}.note{margin:.2em 0 1.1em}.lead{font-size:12pt}.question{font-size:10.5pt}
.scroll,.chart-scroll{overflow:visible}.chart{zoom:${String(printedColumn / chartWidth)}}
table{font-size:8.1pt}tr.group th{padding-top:4px}dl.facts{gap:2px 16px}dl.glossary{columns:1;font-size:7.6pt}dl.glossary div{display:grid;grid-template-columns:40mm minmax(0,1fr);column-gap:14px;padding-bottom:.45em}.samples{grid-template-columns:repeat(3,minmax(0,1fr))}
.card,.sample,tr.group th,.bar,.bar i,del,.t-void{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}p,li{orphans:3;widows:3}.note,li,dl.facts{break-inside:avoid}main ul:not(.notices)>li:first-child{break-after:avoid}main ul:not(.notices)>li:last-child{break-before:avoid}.pictures{gap:8px}.pictures svg{max-width:56px}.sample .values{display:flex;flex-wrap:wrap;gap:2px 10px}.sample .values .pictures{flex:none;margin:0;gap:5px}.sample .values .sides{flex:1 1 100%;margin:0;font-size:7.6pt}.sample .values .words{flex:1 1 56px;min-width:0;margin:0}.sample{padding:5px 8px;font-size:7.6pt}.sample p{margin:.15em 0}.samples{gap:7px}.sample .outcome,.words{font-size:8.4pt}.bars{margin:.2em 0}.cards{display:block}.card{padding:7px 12px;margin-bottom:10px;columns:2;column-gap:18px}.card h3{column-span:all}.card p{font-size:8.6pt;line-height:1.36;margin:.3em 0}.card h3+p{margin-top:0}
.ci,td code,dd code{font-size:.93em}.badge,.pictures div,.bars .num,.bars .moment,.sample .id{font-size:7.5pt}
tr.more{break-before:avoid}tbody:nth-last-of-type(2),tbody:first-of-type>tr:nth-child(-n+2){break-after:avoid}tbody:last-of-type>tr:nth-last-child(-n+2){break-before:avoid}
}
`;

/**
 * Page boxes with a running footer. The text is written as CSS escapes, so that no name can end the string.
 *
 * @param name of the pages it is for; empty: all pages that have no rule of their own
 */
export function pageRules(footer: string, name = ''): string {
  const font = 'font:8pt system-ui,Arial,sans-serif;color:#5b6570';
  return `@page ${name}{size:A4;margin:12mm 14mm 15mm;@bottom-left{content:"${cssString(footer)}";${font};white-space:nowrap}@bottom-right{content:counter(page) " / " counter(pages);${font}}}`;
}

function cssString(text: string): string {
  return Array.from(text, (character) =>
    /^[A-Za-z0-9 ]$/u.test(character) ? character : `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `,
  ).join('');
}
