/**
 * Draws every chart of the page. Plain JavaScript, because it is inlined as it stands and its hash is in the policy.
 * Nothing here reaches a network: the upload button and the logo are off, and the policy forbids connections.
 */
export const chartsScript = `(function () {
  'use strict';
  var charts = JSON.parse(document.getElementById('charts').textContent);
  charts.forEach(function (chart) {
    var place = document.getElementById('chart-' + chart.id);
    Plotly.newPlot(place, chart.data, chart.layout, chart.config);
  });
  document.documentElement.setAttribute('data-charts', 'drawn');
})();`;

/** How plotly behaves in reports and in the window: no upload, no logo that links elsewhere, no tools of its own. */
export const chartConfig = {
  showSendToCloud: false,
  plotlyServerURL: '',
  displaylogo: false,
  displayModeBar: false,
  responsive: false,
  scrollZoom: false,
} as const;
