/** How each command that writes what a person names is asked to write over a file that is there, of a lab with a run. */
export const writers: Readonly<Record<string, (file: string, folder: string) => readonly string[]>> = {
  'data inspect': (file, folder) => ['data', 'inspect', folder, '--out', file],
  'model merge': (file) => ['model', 'merge', 'some', '--out', file],
  'model export': (file) => ['model', 'export', 'some', '--as', 'onnx', '--out', file],
  'model inspect': (file) => ['model', 'inspect', 'some.onnx', '--data', 'tiny', '--out', file],
  'study init': (file) => ['study', 'init', file, '--data', 'tiny'],
  'study cite': (file) => ['study', 'cite', 'last', '--out', file],
  'runs export': (file) => ['runs', 'export', 'last', '--as', 'csv', '--out', file],
  report: (file) => ['report', 'last', '--html', file],
  'report remarks': (file) => ['report', 'remarks', file, 'last'],
};
