declare module 'plotly.js/dist/plotly-basic.min.js' {
  const plotly: import('./plotly').Plotly;
  export default plotly;
}
