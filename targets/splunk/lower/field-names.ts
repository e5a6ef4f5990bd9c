import { tableByName } from '../../../src/schema/tables.js';

/**
 * Gives every value of a rule's searches a field of its own. The name is the KQL column's where it can be, so that the search
 * reads like the rule; it never is one that Splunk or the record already uses, because an `eval` would hide the original.
 */
export class FieldNames {
  private readonly taken: Set<string>;

  /** @param tables Those whose events are searched. */
  constructor(tables: Iterable<string>) {
    const members = [...tables].flatMap((table) => tableByName(table)?.columns.flatMap(({ paths }) => paths) ?? []);
    this.taken = new Set([...DEFAULT_FIELDS, ...members.map((path) => String(path[0]))]);
  }

  take(preferred: string): string {
    const plain = plainName(preferred);
    let name = plain;
    for (let suffix = 1; this.taken.has(name); suffix++) name = `${plain}_${suffix}`;
    this.taken.add(name);
    return name;
  }
}

const plainName = (name: string): string => {
  const plain = name.replace(/[^A-Za-z0-9_]/g, '_').replace(/^_+/, '');
  return /^[A-Za-z]/.test(plain) ? plain : `f_${plain}`;
};

/** Splunk's default fields (Knowledge Manager Manual, "Use default fields"). */
// prettier-ignore
const DEFAULT_FIELDS: readonly string[] =
  ['host', 'source', 'sourcetype', 'index', 'linecount', 'punct', 'splunk_server', 'timestamp', 'eventtype', 'tag'];
