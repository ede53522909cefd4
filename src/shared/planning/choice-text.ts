/** A chosen part with its fields: `{ name: 'cnn', width: 64 }` → `cnn (width 64)`. */
export function choiceText(choice: object): string {
  const [[, name], ...rest] = Object.entries(choice) as [string, unknown][];
  const fields = rest.map(([field, value]) => `${field} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return fields.length === 0 ? String(name) : `${String(name)} (${fields.join(', ')})`;
}
