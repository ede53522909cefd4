import { isStructure, type Column, type TableValue } from './column';
import { shownJson } from '../../shared/json/json-text';
import { textTable, type TableFile } from './table-file';

/**
 * A table as JSON: `{"format": …, "records": [` and a line for each record, columns that do not apply to it left out.
 *
 * @param header an object as JSON, which the records join
 */
export function jsonTable(columns: readonly Column[], header: string): TableFile {
  let begun = false;
  return textTable({
    begin: `${header.slice(0, -1)},"records":[`,
    line: (row) => {
      const fields = columns.flatMap(({ name }) => {
        const value = Object.hasOwn(row, name) ? row[name] : null;
        return value === null ? [] : [`${shownJson(name)}:${jsonOf(value)}`];
      });
      const line = `${begun ? ',' : ''}\n{${fields.join(',')}}`;
      begun = true;
      return line;
    },
    end: '\n]}\n',
  });
}

/** JSON has no infinity; 1e999 is a number that is read as one. */
function jsonOf(value: TableValue): string {
  if (value === Infinity) return '1e999';
  return shownJson(typeof value === 'object' && value !== null && isStructure(value) ? value.structure : value);
}
