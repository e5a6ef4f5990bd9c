/**
 * Texts that a regular expression may match. It knows what detection rules write (literals, classes, groups, alternatives,
 * repetition, escapes); for what it does not know the samples are wrong, which whoever asks finds out by matching.
 */
export function sampleRegex(pattern: string, groups: ReadonlyMap<number, string> = new Map()): string[] {
  const found = [0, 1].map((choice) => new Sampler(pattern, choice, groups).sample());
  return [...new Set(found)];
}

const ESCAPED: Readonly<Record<string, string>> = {
  d: '7',
  w: 'w',
  s: ' ',
  D: 'x',
  W: '-',
  S: 'x',
  b: '',
  B: '',
  A: '',
  z: '',
  t: '\t',
  n: '\n',
  r: '\r',
};
const MAX_REPEAT = 100;

class Sampler {
  private at = 0;
  private group = 0;

  constructor(
    private readonly pattern: string,
    private readonly choice: number,
    private readonly groups: ReadonlyMap<number, string>,
  ) {}

  sample(): string {
    return this.alternatives();
  }

  private alternatives(): string {
    const found = [this.sequence()];
    while (this.pattern[this.at] === '|') {
      this.at++;
      found.push(this.sequence());
    }
    return found[this.choice % found.length] ?? '';
  }

  private sequence(): string {
    let text = '';
    while (this.at < this.pattern.length && this.pattern[this.at] !== '|' && this.pattern[this.at] !== ')') {
      const item = this.item();
      text += item.repeat(this.repetition());
    }
    return text;
  }

  private item(): string {
    const letter = this.pattern[this.at++]!;
    if (letter === '(') return this.parenthesis();
    if (letter === '[') return this.characterClass();
    if (letter === '.') return 'x';
    if (letter === '^' || letter === '$') return '';
    if (letter !== '\\') return letter;
    const escaped = this.pattern[this.at++] ?? '';
    return ESCAPED[escaped] ?? escaped;
  }

  private parenthesis(): string {
    const flags = /^\?(?:[a-zA-Z-]*:|P?<[^>]*>)/.exec(this.pattern.slice(this.at))?.[0];
    const inline = /^\?[a-zA-Z-]+\)/.exec(this.pattern.slice(this.at))?.[0];
    if (inline !== undefined) {
      this.at += inline.length;
      return '';
    }
    const captures = flags === undefined || flags.includes('<');
    const number = captures ? ++this.group : 0;
    this.at += flags?.length ?? 0;
    const inner = this.alternatives();
    this.at++;
    return this.groups.get(number) ?? inner;
  }

  private characterClass(): string {
    const end = this.pattern.indexOf(']', this.at + 1);
    const body = this.pattern.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.pattern.length : end + 1;
    if (body.startsWith('^')) return [...'x0- _'].find((letter) => !body.includes(letter)) ?? '~';
    if (body.startsWith('\\')) return ESCAPED[body[1] ?? ''] ?? body[1] ?? '';
    return body[0] ?? '';
  }

  private repetition(): number {
    const written = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.pattern.slice(this.at));
    if (written === null) return 1;
    this.at += written[0].length;
    return written[1] === undefined ? 1 : Math.min(Number(written[1]), MAX_REPEAT);
  }
}
