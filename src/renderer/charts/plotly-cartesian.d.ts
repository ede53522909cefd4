declare module 'plotly.js/dist/plotly-cartesian.min.js' {
  // A relative import would make this a file of its own module.
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports -- an ambient module may not import relatively
  const plotly: import('./plotly').Plotly;
  export default plotly;
}
