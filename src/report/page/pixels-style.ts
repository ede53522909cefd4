/** Maps of pixels, their legends beside them: one row of pictures a sample, which a printed page has room for. */
export const pixelStyle = `.maps .sample{margin:0 0 10px}
.maps .pictures{gap:6px}.maps .pictures div{max-width:128px;flex:1 1 80px}@media print{.maps .pictures{flex-wrap:nowrap}.maps .pictures svg{width:100%;max-width:100%}}.maps .pictures svg{background:#888}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;margin:.2em 0 .6em;padding:0;font-size:.82rem}
.legend li{display:flex;align-items:center;gap:5px;margin:0}.legend li:first-child{font-weight:600}
.legend i{width:13px;height:13px;border:1px solid var(--muted);print-color-adjust:exact;-webkit-print-color-adjust:exact}`;
