/**
 * Words that cannot be a bare column, alias or table name: Trino's reserved words
 * (https://trino.io/docs/current/language/reserved.html), those of Athena's SELECT
 * (https://docs.aws.amazon.com/athena/latest/ug/reserved-words.html) and DuckDB's, since one tree is printed for all.
 */
const RESERVED: ReadonlySet<string> = new Set(
  (
    'all alter analyse analyze and any array as asc asymmetric between both by case cast check collate column constraint ' +
    'create cross cube current_catalog current_date current_path current_role current_schema current_time ' +
    'current_timestamp current_user deallocate default deferrable delete desc describe distinct do drop else end escape ' +
    'except execute exists extract false fetch first for foreign from full glob grant group grouping having ilike in ' +
    'initially inner insert intersect into is isnull join json_array json_exists json_object json_query json_table ' +
    'json_value lambda last lateral leading left like limit listagg localtime localtimestamp map natural normalize not ' +
    'notnull null offset on only or order outer overlaps pivot placing position prepare primary qualify recursive ' +
    'references returning right rollup row rows select semi show similar skip some summarize symmetric table tablesample ' +
    'then timestamp to trailing trim true try_cast uescape union unique unnest unpivot using values variadic verbose ' +
    'when where window with anti asof positional date time interval'
  ).split(' '),
);

/** An identifier, quoted only where it must be. Trino and Athena compare names without case, quoted or not. */
export function identifier(name: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !RESERVED.has(name.toLowerCase())) return name;
  return `"${printable(name).replaceAll('"', '""')}"`;
}

/** A control character in a name would only hide what the name is: it becomes a question mark. */

const printable = (name: string): string =>
  name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/gu, '?');

/** Gives names that differ in more than case: the second `userName` beside `UserName` is `userName_2`. */
export class Names {
  readonly #taken = new Set<string>();

  constructor(taken: Iterable<string> = []) {
    for (const name of taken) this.#taken.add(key(name));
  }

  /** Zero-length and overlong names are not allowed in Athena: those get a name of their own. */
  unique(wanted: string): string {
    const base = wanted === '' ? 'column' : wanted.slice(0, 120);
    let name = base;
    for (let count = 2; this.#taken.has(key(name)); count++) name = `${base}_${count}`;
    this.#taken.add(key(name));
    return name;
  }
}

const key = (name: string): string => printable(name).toLowerCase();
