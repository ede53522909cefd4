/**
 * Draws every chart of the page. Plain JavaScript, because it is inlined as it stands and its hash is in the policy.
 * Nothing here reaches a network: the upload button and the logo are off, and the policy forbids connections.
 *
 * The page says how far it is by `data-charts` of its root: `drawing` as it is written, then `drawn` or `failed`.
 */
export const chartsScript = `(function () {
  'use strict';
  var page = document.documentElement;
  var charts = JSON.parse(document.getElementById('charts').textContent);
  Promise.all(
    charts.map(function (chart) {
      return new Promise(function (drawn) {
        drawn(Plotly.newPlot(document.getElementById('chart-' + chart.id), chart.data, chart.layout, chart.config));
      });
    })
  ).then(
    function () {
      // Drawings in a chart would be figures of their own to whoever hears the page, without a word; the chart has them.
      document.querySelectorAll('.chart > *').forEach(function (drawing) {
        drawing.setAttribute('aria-hidden', 'true');
      });
      page.setAttribute('data-charts', 'drawn');
    },
    function (error) {
      page.setAttribute('data-charts', 'failed');
      throw error;
    }
  );
})();`;

/** A script for whoever prints the page: a promise that settles once its charts are drawn, or cannot be. */
export const whenDrawn = `new Promise((resolve, reject) => {
  const page = document.documentElement;
  const look = () => {
    const state = page.getAttribute('data-charts');
    if (state === 'failed') reject(new Error('The charts of the page could not be drawn.'));
    else if (state !== 'drawing') resolve();
  };
  new MutationObserver(look).observe(page, { attributes: true, attributeFilter: ['data-charts'] });
  look();
})`;

/** How plotly behaves in reports and in the window: no upload, no logo that links elsewhere, no tools of its own. */
export const chartConfig = {
  showSendToCloud: false,
  plotlyServerURL: '',
  displaylogo: false,
  displayModeBar: false,
  responsive: false,
  scrollZoom: false,
} as const;
