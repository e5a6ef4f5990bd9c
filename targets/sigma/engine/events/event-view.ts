import type { LogRecord } from '../../../../src/events/event-source.js';
import { EventText, textOf } from '../values/text.js';
import { readField } from './field-path.js';
import type { FieldContent, FieldPath } from './field-path.js';

/** A field of one event, in the forms that tests ask for. */
export interface EventField extends FieldContent {
  readonly texts: readonly EventText[];
}

/** One event while rules look at it: what several rules read is taken from the record once. */
export class EventView {
  readonly #fields = new Map<string, EventField>();
  #message: readonly EventText[] | null = null;

  constructor(private readonly record: LogRecord) {}

  field(path: FieldPath): EventField {
    const known = this.#fields.get(path.name);
    if (known !== undefined) return known;
    const content = readField(this.record, path);
    const field = { ...content, texts: content.values.map((value) => new EventText(textOf(value))) };
    this.#fields.set(path.name, field);
    return field;
  }

  /**
   * What keywords are searched in, the "full log message": the record as compact JSON, and besides each of its texts, since
   * JSON writes quotes and backslashes differently.
   */
  get message(): readonly EventText[] {
    return (this.#message ??= [JSON.stringify(this.record), ...stringsIn(this.record)].map(
      (text) => new EventText(text),
    ));
  }
}

function stringsIn(value: unknown): readonly string[] {
  const strings: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node === 'string') strings.push(node);
    else if (typeof node === 'object' && node !== null) for (const inner of Object.values(node)) visit(inner);
  };
  visit(value);
  return strings;
}
