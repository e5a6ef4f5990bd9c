import { foldCase } from './fold.js';

/** A value of an event as text: a number or boolean as in JSON, an object as its compact JSON, a string as it is. */
export class EventText {
  #folded: string | null = null;

  constructor(readonly text: string) {}

  /** `text` in lower case. */
  get folded(): string {
    return (this.#folded ??= foldCase(this.text));
  }
}

/** `value` is none of null, undefined and lists. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Whether a text of an event is one that is looked for. */
export type TextTest = (value: EventText) => boolean;
