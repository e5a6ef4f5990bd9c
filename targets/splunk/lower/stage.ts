import type { ColumnDefinition } from '../../../src/schema/table.js';
import type { Notes } from '../notes.js';
import type { External } from '../../../src/ir/relation.js';
import type { Command, Generator, Search, SearchTerm } from '../spl/command.js';
import { field, type Value } from '../spl/expression.js';
import { FieldNames } from './field-names.js';
import { checkColumn, rawPlace, readColumn } from './raw-column.js';
import type { FieldBinding } from './scope.js';

/** Columns of the event and fields that one side of a join reads. */
export interface Protection {
  readonly columns: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/** `field=value` of an `eval`. */
export interface Assignment {
  readonly field: string;
  readonly value: Value;
}

/** What all searches of a rule share. */
export interface Writing {
  readonly notes: Notes;
  /** The rule's KQL, whose names are not free for fields of ours. */
  readonly query: string;
  /** The tables that the rule reads. */
  readonly tables: ReadonlySet<string>;
  /** Terms that find a table's events, and their time. */
  readonly terms: (table: string) => readonly SearchTerm[];
  /** Inputs from outside that the rule reads, by name. */
  readonly externals: Map<string, External>;
}

/** A search while it is written: commands so far, and the columns that already were read from the event. */
export class Stage {
  readonly commands: Command[] = [];
  terms: readonly SearchTerm[] = [];
  generator: Generator | undefined;
  private readonly read = new Map<string, FieldBinding>();
  /** Fields that hold JSON as KQL writes it. */
  private readonly spelled = new Set<string>();
  private pending: Assignment[] = [];
  private remarks: string[] = [];
  /** The name wanted for the field of a column that the query defines. */
  naming: (name: string) => string = (name) => name;
  /** While two sides of a join share the events: what the other side needs. */
  private protection: Protection = { columns: new Set(), fields: new Set() };

  /** @param names Of all fields of the rule: those of its searches differ, so that rows of several can come together. */
  constructor(
    readonly writing: Writing,
    readonly names = new FieldNames(writing.tables),
  ) {}

  get notes(): Notes {
    return this.writing.notes;
  }

  /** A search of its own, whose rows will be appended: its names are its own until `handOver`. */
  branch(): Stage {
    return new Stage(this.writing);
  }

  search(remarks: readonly string[] = []): Search {
    this.flush();
    const generator = this.generator === undefined ? {} : { generator: this.generator };
    return { terms: this.terms, ...generator, remarks, commands: this.commands };
  }

  /** The fields of the event are gone, or are those of several searches. */
  forgetEvent(): void {
    this.flush();
    this.read.clear();
    this.spelled.clear();
  }

  /** Appends a command, after an `eval` that reads the columns it was found to need. */
  emit(command: Command): void {
    // A filter that lets everything through is none.
    if (command.command === 'where' && command.condition.kind === 'test' && command.condition.fn === 'true') return;
    this.flush();
    this.commands.push(command);
  }

  /** Appends a command that needs none of the columns that wait to be read. */
  emitAhead(command: Command): void {
    this.commands.push(command);
  }

  flush(): void {
    if (this.pending.length === 0) return;
    const [remark] = this.remarks;
    this.commands.push({
      command: 'eval',
      assignments: this.pending,
      ...(remark === undefined ? {} : { remark }),
    });
    this.pending = [];
    this.remarks = [];
  }

  /** Whether columns wait to be read. */
  get waiting(): boolean {
    return this.pending.length > 0;
  }

  /** The field that holds a column of the event, read now if it was not yet. */
  readRaw(column: ColumnDefinition): FieldBinding {
    const known = this.read.get(column.name);
    if (known !== undefined) return known;
    const name = this.names.take(column.name);
    this.pending.push({ field: name, value: readColumn(column) });
    const checked = checkColumn(column, name);
    if (checked !== null) this.pending.push({ field: name, value: checked });
    if (column.encoding === 'json' || column.encoding === 'dynamic') this.notes.assume('RP3151');
    if (column.encoding === 'int') this.notes.assume('RP3166', column.name);
    if (column.encoding === 'datetime' && column.splunk !== '_time') this.notes.assume('RP3157', column.name);
    if (column.name === 'ErrorCode')
      this.remarks.push('not the field errorCode, which the Splunk Add-on for AWS computes');
    const binding: FieldBinding = {
      kind: 'field',
      field: name,
      type: column.type,
      // Splunk gives every event a time.
      nullable: column.type !== 'string' && column.splunk !== '_time',
      time: column.type === 'datetime' ? 'iso' : null,
      dynamic: rawPlace(column),
    };
    this.read.set(column.name, binding);
    if (column.encoding === 'json') this.spelled.add(name);
    return binding;
  }

  isSpelled(value: Value): boolean {
    return value.kind === 'field' && this.spelled.has(value.name);
  }

  /** The field that already holds a column of the event, or null. */
  fieldOf(column: ColumnDefinition): string | null {
    return this.read.get(column.name)?.field ?? null;
  }

  protect(protection: Protection): void {
    this.protection = protection;
  }

  /** Whether a field must keep its value for the other side of a join. */
  isProtected(name: string): boolean {
    if (this.protection.fields.has(name)) return true;
    return [...this.read].some(([column, { field }]) => field === name && this.protection.columns.has(column));
  }

  /** The field is about to get another value: what was read from the event is no longer there. */
  forget(name: string): void {
    for (const [column, binding] of this.read) if (binding.field === name) this.read.delete(column);
    this.spelled.delete(name);
  }
}

/** `_time`: the event's time as seconds since 1970. */
export const TIME: Value = field('_time');
