/** Words that a variable of the emitted module must not be called. */
const RESERVED = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends false ' +
    'finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof undefined var void while with yield ' +
    'async of any unknown never string number boolean bigint symbol object type ' +
    'detect evidence group index known left literals match now options pair position record right row rows rule window'
  ).split(' '),
);

/**
 * A column's name as a JavaScript programmer writes it: `AWSRegion` becomes `awsRegion`, `EventName1` `eventName1`. KQL
 * allows any text as a name; what is no ASCII letter or digit only separates words.
 */
export function camelCase(name: string, fallback = 'column'): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  if (joined === '') return fallback;
  return /^\d/.test(joined) ? upperFirstAfter(fallback, joined) : joined;
}

export const pascalCase = (name: string, fallback = 'Stage'): string => upperFirst(camelCase(name, fallback));

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const upperFirstAfter = (prefix: string, word: string): string => `${prefix}${word}`;

/** The capitals that open a word fall together, but for the one that begins the next word: `APIVersion`, `EC2Role`. */
const lowerFirst = (word: string): string =>
  word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+/, (capitals) => capitals.toLowerCase());

/** Hands out names, each once. */
export class Names {
  readonly #taken: Set<string>;

  constructor(
    taken: Iterable<string> = [],
    readonly reserved: ReadonlySet<string> = RESERVED,
  ) {
    this.#taken = new Set(taken);
  }

  /** `wanted`, or with the first number from 2 that makes it new. */
  unique(wanted: string): string {
    let name = wanted;
    for (let suffix = 2; this.reserved.has(name) || this.#taken.has(name); suffix++) name = `${wanted}${suffix}`;
    this.#taken.add(name);
    return name;
  }
}
