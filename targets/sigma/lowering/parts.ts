import type { Reason } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import type { BurstPart, Pair, Part, Parts } from '../emit/documents.js';
import { printTimespan } from '../document/print.js';
import { alternativesOf, burstsIn, withoutThresholds, type Alternative } from '../logic/alternatives.js';
import { atom, type Formula } from '../logic/formula.js';
import { widen } from '../logic/widen.js';
import { variantsOf } from './bursts.js';
import type { Context } from './context.js';
import type { Flow, Link, Stream } from './flow-model.js';
import { pairingsOf } from './pairing.js';

/** What flags events, widened to what Sigma can say; what can never match is gone. */
export function partsOf(context: Context, flows: readonly Flow[]): Parts {
  const parts = new Collector(context);
  for (const flow of flows) {
    const before = parts.count;
    const streams = new Map(flow.streams.map((stream) => [stream.id, stream]));
    for (const item of flow.flagged) {
      if (item.kind === 'link') parts.addLink(flow, item, streams);
      else parts.addStream(streams.get(item.stream));
    }
    // What an alternative lost matters only if it flags anything.
    if (parts.count > before) parts.reasons.push(...flow.reasons);
  }
  return parts;
}

class Collector implements Parts {
  readonly reasons: Reason[] = [];
  readonly #alone = new Map<string, Part>();
  readonly #pairs: Pair[] = [];
  readonly #bursts: BurstPart[] = [];

  constructor(private readonly context: Context) {}

  get alone(): readonly Part[] {
    return [...this.#alone.values()];
  }

  get pairs(): readonly Pair[] {
    return this.#pairs;
  }

  get bursts(): readonly BurstPart[] {
    return this.#bursts;
  }

  get count(): number {
    return this.#alone.size + this.#pairs.length + this.#bursts.length;
  }

  addStream(stream: Stream | undefined): void {
    if (stream === undefined) return;
    const widened = widen(stream.filter);
    if (isNever(widened.formula)) return;
    this.reasons.push(...widened.reasons);
    for (const alternative of alternativesOf(widened.formula)) this.#addAlternative(stream, alternative);
  }

  #addAlternative(stream: Stream, { formula, burst, reasons }: Alternative): void {
    this.reasons.push(...reasons);
    if (isNever(formula)) return;
    const timespan = burst === null ? null : shortest(burst.timespan, this.context.timespan);
    if (burst === null || timespan === null) {
      if (burst !== null) this.reasons.push(reason('RP3034', [], burst.lost.span));
      this.#alone.set(`${stream.id} ${formula.key}`, partOf(stream, formula));
      return;
    }
    for (const { formula: test, ...variant } of variantsOf(formula, burst)) {
      this.#bursts.push({ ...variant, timespan, part: partOf(stream, isAlways(test) ? anyEvent(stream) : test) });
    }
  }

  addLink(flow: Flow, link: Link, streams: ReadonlyMap<number, Stream>): void {
    const [leftStream, rightStream] = [streams.get(link.left), streams.get(link.right)];
    if (leftStream === undefined || rightStream === undefined) return;
    const { timespan } = this.context;
    if (timespan === null) {
      this.reasons.push(reason('RP3034', [], link.span));
      this.addStream(leftStream);
      this.addStream(rightStream);
      return;
    }
    for (const pairing of pairingsOf(this.context, flow, link)) {
      const [left, right] = [this.#side(pairing.left), this.#side(pairing.right)];
      if (isNever(left.formula) || isNever(right.formula)) continue;
      this.reasons.push(...left.reasons, ...right.reasons, ...pairing.reasons);
      const [one, other] = [partOf(leftStream, left.formula), partOf(rightStream, right.formula)];
      this.reasons.push(reason('RP3010', [printTimespan(timespan)], link.span));
      this.#pairs.push({ left: one, right: other, groups: pairing.groups, blank: pairing.blank, timespan });
    }
  }

  /** A correlation of correlations is more than engines take: a threshold on one side of a pair goes unsaid. */
  #side(filter: Formula): { readonly formula: Formula; readonly reasons: readonly Reason[] } {
    const { formula, reasons } = widen(filter);
    const bursts = burstsIn(formula);
    return {
      formula: withoutThresholds(formula),
      reasons: bursts.length === 0 ? reasons : [...reasons, ...bursts.map(({ lost }) => lost)],
    };
  }
}

/** Every event has a time; a rule has to test something. */
const anyEvent = ({ id, time }: Stream): Formula => atom(id, time, ['exists'], { kind: 'boolean', value: true });

const isAlways = (formula: Formula): boolean => formula.kind === 'constant' && formula.value;
const isNever = (formula: Formula): boolean => formula.kind === 'constant' && !formula.value;

const partOf = ({ id, name, logSource }: Stream, formula: Formula): Part => ({ stream: id, name, logSource, formula });

const shortest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
