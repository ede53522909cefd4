/** Names to choose from, as an error shows them: `"cnn"`, `one of "cnn", "patch-tokens"`. */
export function oneOf(names: readonly unknown[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length === 1 ? quoted[0] : `one of ${quoted.join(', ')}`;
}
