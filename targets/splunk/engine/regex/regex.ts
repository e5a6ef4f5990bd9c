import { RRegex } from 'rregex';
import { refuseAt, type Place } from '../syntax/source.js';
import { Backtracker, StepLimit, type Match } from './backtrack.js';
import { RegexFault } from './node.js';
import { parseRegex } from './parse.js';
import { canBeEmpty, hasSoftEnd, toRust } from './to-rust.js';

/**
 * A regular expression of match(), replace(), rex and regex. Splunk uses PCRE. Patterns that Rust's regex crate can express
 * run there, in linear time; those with lookaround or back-references run in a matcher that counts its steps.
 * A newline before the end is allowed by `$`, classes such as `\d` and `\w` are ASCII, `(?i)` folds Unicode.
 */
export class SplRegex {
  /** The named groups in order. */
  readonly names: readonly string[];
  private readonly groups: readonly (string | null)[];
  private readonly linear: RRegex | null;
  /** Whether the matches of `linear` have the spans that PCRE would give them. */
  private readonly exactSpan: boolean;
  private readonly stepped: Backtracker;

  private constructor(
    private readonly pattern: string,
    private readonly place: Place,
  ) {
    const parsed = parseRegex(pattern);
    this.groups = parsed.groups;
    this.names = parsed.groups.filter((name) => name !== null);
    const rust = toRust(parsed.node);
    this.linear = rust === null ? null : new RRegex(rust);
    this.exactSpan = !hasSoftEnd(parsed.node) && !canBeEmpty(parsed.node);
    this.stepped = new Backtracker(parsed.node, parsed.groups.length);
  }

  /** Compiles a pattern once for each place of a search. */
  static compile(pattern: string, place: Place): SplRegex {
    const known = CACHE.get(pattern);
    if (known !== undefined && known.place.source === place.source) return known;
    let regex: SplRegex;
    try {
      regex = new SplRegex(pattern, place);
    } catch (error) {
      const why = error instanceof RegexFault ? error.message : 'it is too large';
      throw place.source.error(place.at, 'RP5109', pattern.length > 80 ? `${pattern.slice(0, 80)}...` : pattern, why);
    }
    if (CACHE.size >= CACHE_SIZE) CACHE.clear();
    CACHE.set(pattern, regex);
    return regex;
  }

  test(text: string): boolean {
    if (this.linear !== null) return this.linear.isMatch(text);
    return this.step(text, 0) !== null;
  }

  /** The texts of the groups of the first match, or of the first `limit` matches (0: all), number 0 being the whole. */
  matches(text: string, limit: number): (readonly (string | undefined)[])[] {
    if (this.linear !== null && limit !== 1) {
      const all = this.linear.capturesAll(text);
      return (limit === 0 ? all : all.slice(0, limit)).map((found) => this.named(found));
    }
    if (this.linear !== null) {
      const found = this.linear.captures(text);
      return found === undefined ? [] : [this.named(found)];
    }
    return this.spans(text, limit).map((match) => match.groups);
  }

  /** The named groups of a match that took part in it. */
  *namedGroups(groups: readonly (string | undefined)[]): Iterable<readonly [string, string]> {
    for (const [index, name] of this.groups.entries()) {
      const text = groups[index];
      if (name !== null && text !== undefined) yield [name, text];
    }
  }

  /** Replaces every match, or the first alone; `\1` in the replacement is a group and `\0` the whole match. */
  replace(text: string, replacement: string, all: boolean): string {
    let result = '';
    let copied = 0;
    for (const match of this.spans(text, all ? 0 : 1)) {
      result += text.slice(copied, match.start);
      result += replacement.replace(/\\(\d)/gu, (_, digit: string) => match.groups[Number(digit)] ?? '');
      copied = match.end;
    }
    return result + text.slice(copied);
  }

  private spans(text: string, limit: number): Match[] {
    if (this.linear !== null && this.exactSpan) return this.linearSpans(text, limit);
    const found: Match[] = [];
    for (let from = 0; from <= text.length;) {
      const match = this.step(text, from);
      if (match === null) break;
      found.push(match);
      if (found.length === limit) break;
      from = match.end > match.start ? match.end : match.end + (text.codePointAt(match.end)! > 0xffff ? 2 : 1);
    }
    return found;
  }

  /** The binding counts in bytes of UTF-8. */
  private linearSpans(text: string, limit: number): Match[] {
    const all = this.linear!.capturesAll(text);
    const bytes = new TextEncoder().encode(text);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let units = 0;
    let counted = 0;
    const unitsAt = (offset: number): number => {
      units += decoder.decode(bytes.subarray(counted, offset)).length;
      counted = offset;
      return units;
    };
    return (limit === 0 ? all : all.slice(0, limit)).map((found) => {
      const whole = found.get[0]!;
      return { start: unitsAt(whole.start), end: unitsAt(whole.end), groups: this.named(found) };
    });
  }

  private named(found: { get: { value: string }[]; name: Record<string, { value: string }> }): (string | undefined)[] {
    const groups: (string | undefined)[] = [found.get[0]!.value];
    for (let index = 1; index < this.groups.length; index += 1) {
      const key = `g${index}`;
      groups.push(Object.hasOwn(found.name, key) ? found.name[key]!.value : undefined);
    }
    return groups;
  }

  private step(text: string, from: number): Match | null {
    try {
      return this.stepped.search(text, from);
    } catch (error) {
      if (error instanceof StepLimit)
        refuseAt(
          this.place,
          `the regular expression "${this.pattern}" needs too many steps on a value of ${text.length} characters`,
        );
      throw error;
    }
  }
}

const CACHE_SIZE = 200;
const CACHE = new Map<string, SplRegex>();
