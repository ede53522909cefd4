/** Longest piece of a line that is shown. */
const mostShown = 80;

/**
 * What is wrong with a text that is no JSON, where, and what stands there.
 *
 * @param message that of `JSON.parse`
 */
export function jsonFault(text: string, message: string): string {
  if (text.trim() === '') return 'is empty, which is no JSON.';
  const place = Math.min(faultIn(text, message), text.length);
  const before = text.slice(0, place).split('\n');
  const [line, column] = [before.length, before[before.length - 1].length];
  const shown = text.split('\n')[line - 1].trimEnd();
  const from = Math.max(0, Math.min(column - mostShown / 2, shown.length - mostShown));
  const piece = shown.slice(from, from + mostShown).trim();
  const problem = message.replace(/ in JSON at position.*|, [".].*is not valid JSON|[^\w]+$/s, '');
  return `is not JSON. Line ${String(line)}, column ${String(column + 1)}: ${problem}, in “${piece}”.`;
}

/** Position of the first character that fits no JSON; the end of a text that breaks off. */
function faultIn(text: string, message: string): number {
  const stated = /at position (\d+)/.exec(message)?.[1];
  if (stated !== undefined) return Number(stated);
  if (!isUnexpected(message)) return text.length;
  // Where the message names a character but not its place: the shortest beginning of the text that holds it.
  let [fine, faulty] = [0, text.length];
  while (faulty - fine > 1) {
    const middle = Math.floor((fine + faulty) / 2);
    if (isUnexpected(messageOf(text.slice(0, middle)))) faulty = middle;
    else fine = middle;
  }
  return fine;
}

function isUnexpected(message: string): boolean {
  return message.startsWith('Unexpected token');
}

function messageOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return (error as SyntaxError).message;
  }
}
