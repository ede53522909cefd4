/** What Abseil's log tells of no error. TensorFlow says at every start that oneDNN is on, whatever its log level. */
const IN_PASSING = /^(?:[IW]\d{4} \d\d:\d\d:|WARNING: All log messages before absl::InitializeLog\(\))/u;

/** The line by which a process tells why it died: its last, but for what libraries say in passing. Empty for none. */
export function lastWords(errorOutput: string): string {
  const lines = errorOutput.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !IN_PASSING.test(line)) ?? '';
}
