import { badRequest } from '../errors.ts';

/** One line of an imported file. Columns that a file does not have are empty, `enabled` is true then. */
export interface ImportedKey {
  /** Of the line on which it begins, from 1. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly usagePlanIds: readonly string[];
}

export const MAX_IMPORTED = 10_000;
const MAX_CHARACTERS = 10_485_760;
const MAX_COLUMNS = 1_000;
/** Of all keys together: AWS lets a key be in ten plans. */
const MAX_PLAN_IDS = 10 * MAX_IMPORTED;

/**
 * Reads the file of ImportApiKeys (developer guide, "API Gateway API key file format"): comma-separated, column names in any
 * case and order, `Name` and `Key` required, unknown columns ignored, fields quoted with double or single quotes.
 *
 * @throws BadRequestException for a file that is none; lines that are wrong are warned of and left out
 */
// deviation: The sentences about files of API keys, warnings included, are ours; AWS's are not recorded.
// deviation: A file of API keys has at most 10,485,760 characters, 10,000 keys, 1,000 columns and 100,000 usage plan ids; AWS's bounds are not recorded.
export function readKeys(text: string): { readonly keys: ImportedKey[]; readonly warnings: string[] } {
  if (text.length > MAX_CHARACTERS)
    throw badRequest(`A file of API keys can have at most ${MAX_CHARACTERS} characters`);
  const [head, ...rows] = readRows(text);
  const columns = new Map(head?.fields.map((field, i) => [field.trim().toLowerCase(), i]));
  if (!columns.has('name') || !columns.has('key')) {
    throw badRequest('The file of API keys must have the columns Name and Key');
  }
  let planIds = 0;
  const keys: ImportedKey[] = [];
  const warnings: string[] = [];
  for (const { line, fields } of rows) {
    const at = (column: string): string => fields[columns.get(column) ?? -1]?.trim() ?? '';
    const enabled = at('enabled').toLowerCase() || 'true';
    if (fields.length > columns.size) warnings.push(`Line ${line} has more fields than there are columns`);
    else if (enabled !== 'true' && enabled !== 'false') {
      warnings.push(`Line ${line}: Enabled must be true or false, not ${at('enabled')}`);
    } else {
      const usagePlanIds = at('usageplanids')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '');
      planIds += usagePlanIds.length;
      if (planIds > MAX_PLAN_IDS) throw badRequest(`A file of API keys can name at most ${MAX_PLAN_IDS} usage plans`);
      keys.push({
        line,
        name: at('name'),
        value: at('key'),
        description: at('description'),
        enabled: enabled === 'true',
        usagePlanIds,
      });
    }
  }
  return { keys, warnings };
}

interface Row {
  readonly line: number;
  readonly fields: readonly string[];
}

/** Lines without anything are none. What a file may not have is refused where it is met. */
function readRows(text: string): Row[] {
  const rows: Row[] = [];
  let fields: string[] = [];
  let line = 1;
  let began = 1;
  // A byte order mark is not part of the first name.
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (;;) {
    const field = readField(text, at, line);
    fields.push(field.value);
    line += countLines(text.slice(at, field.end));
    at = field.end + 1;
    if (fields.length > MAX_COLUMNS) throw badRequest(`A file of API keys can have at most ${MAX_COLUMNS} columns`);
    if (text[field.end] === ',') continue;
    if (fields.some((value) => value !== '')) rows.push({ line: began, fields });
    // The first row has the names of the columns.
    if (rows.length > MAX_IMPORTED + 1) throw badRequest(`A file of API keys can have at most ${MAX_IMPORTED} keys`);
    if (field.end >= text.length) return rows;
    if (text.startsWith('\r\n', field.end)) at++;
    fields = [];
    began = ++line;
  }
}

/** Reads one field, without the blanks around it. @returns `end`: where the comma or the end of the line or text is */
function readField(text: string, from: number, line: number): { readonly value: string; readonly end: number } {
  const start = skipBlanks(text, from);
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    const end = endOf(PLAIN, text, start);
    return { value: text.slice(start, end).trimEnd(), end };
  }
  let close = text.indexOf(quote, start + 1);
  while (close >= 0 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  const end = skipBlanks(text, close + 1);
  if (close < 0 || (end < text.length && !',\r\n'.includes(text[end] as string))) {
    throw badRequest(`The file of API keys cannot be read: the quotes on line ${line} are not closed`);
  }
  return { value: text.slice(start + 1, close).replaceAll(quote + quote, quote), end };
}

const PLAIN = /[^,\r\n]*/y;
const BLANKS = /[ \t]*/y;

function skipBlanks(text: string, from: number): number {
  return endOf(BLANKS, text, from);
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}

function countLines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
