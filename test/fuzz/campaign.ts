import fc from 'fast-check';
import { Bench, broken } from './differential.js';
import { cases as someCases, composed, makeFragments, type Fragment } from './fragments.js';
import { records as someRecords } from './records.js';

export interface Failure {
  readonly engine: string;
  readonly query: string;
  readonly records: readonly Record<string, unknown>[];
  readonly detail: string;
}

export interface Report {
  readonly cases: number;
  /** Pieces that queries were made of; those that the binder or the registry refused, by why; those no target could say. */
  readonly fragments: number;
  readonly refusals: ReadonlyMap<string, number>;
  readonly unsayable: number;
  /** Runs that were compared, and conversions that emitted nothing, by engine. */
  readonly compared: Readonly<Record<string, number>>;
  readonly unsupported: Readonly<Record<string, number>>;
  /** Disagreements that a smaller one explains: not shrunk again. */
  readonly known: number;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}

export interface CampaignOptions {
  readonly cases: number;
  readonly seed: number;
  readonly engines: readonly string[];
  readonly onFailure?: (failure: Failure) => void;
  readonly onProgress?: (done: number) => void;
}

/** Cases that share records, and with them open engines; and cases that are made of the same pieces. */
const BATCH = 250;
const EPOCH = 5_000;

/** Runs so many random queries and shrinks each disagreement that no smaller one explains. */
export async function campaign({ cases, seed, engines, onFailure, onProgress }: CampaignOptions): Promise<Report> {
  const started = performance.now();
  const count = (): Record<string, number> => Object.fromEntries(engines.map((name) => [name, 0]));
  const [compared, unsupported, refusals] = [count(), count(), new Map<string, number>()];
  const failures: (Failure & { readonly words: readonly string[] })[] = [];
  let [known, made, unsayable] = [0, 0, 0];
  for (let epoch = 0; epoch < cases; epoch += EPOCH) {
    const size = Math.min(EPOCH, cases - epoch);
    const fragments = await makeFragments(seed + epoch, Math.max(60, Math.ceil(size / 10)), engines);
    made += fragments.operators.length;
    unsayable += fragments.unsupported;
    for (const why of fragments.refusals) refusals.set(why, (refusals.get(why) ?? 0) + 1);
    const arbitrary = someCases(fragments);
    for (let first = 0; first < size; first += BATCH) {
      const at = { seed: seed + epoch + first, numRuns: Math.min(BATCH, size - first) };
      const [records = []] = fc.sample(someRecords, { ...at, numRuns: 1 });
      const bench = await Bench.open(engines, records);
      for (const [index, pieces] of fc.sample(arbitrary, at).entries()) {
        const outcome = await bench.run(composed(pieces).ir);
        for (const [name, { status }] of Object.entries(outcome.verdicts)) {
          if (status === 'unsupported') unsupported[name]!++;
          else compared[name]!++;
        }
        for (const engine of broken(outcome)) {
          // A fault of what every query begins with is that fault, whatever follows.
          const alone = broken(await bench.run(composed([pieces[0]]).ir)).includes(engine);
          const words = alone ? startWords(pieces[0]) : wordsOf(pieces);
          if (failures.some((each) => each.engine === engine && each.words.every((word) => words.includes(word))))
            known++;
          else {
            const smallest: Pieces = alone
              ? [pieces[0]]
              : await shrunk(arbitrary, bench, engine, pieces, { ...at, index });
            const failure = await describeFailure(engine, smallest, records);
            failures.push({ ...failure, words: alone ? words : wordsOf(smallest) });
            onFailure?.(failure);
          }
        }
      }
      await bench.close();
      onProgress?.(epoch + first + at.numRuns);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { cases, fragments: made, refusals, unsayable, compared, unsupported, known, failures, seconds };
}

type Pieces = readonly [Fragment, ...Fragment[]];

/** Functions and operators: a smaller failure explains a query that uses all that it uses. */
const wordsOf = ([, ...pieces]: Pieces): string[] => [
  ...new Set(
    pieces.flatMap(
      ({ text }) => text.match(/\w+(?=\()|^[\w-]+|(?<=kind=)\w+|(?<= )!?[a-z_]+~?(?= )|[=!<>+*/%-]{1,2}/g) ?? [],
    ),
  ),
];

const startWords = ({ text }: Fragment): string[] => [...new Set(text.match(/\w+ = [^,]+(?=,|$)/g) ?? [])];

/** fast-check's shrinking over the same records and pieces; `index` is the failing one among the samples of the seed. */
async function shrunk(
  arbitrary: fc.Arbitrary<Pieces>,
  bench: Bench,
  engine: string,
  failing: Pieces,
  { seed, index }: { seed: number; index: number },
): Promise<Pieces> {
  let [smallest, seen] = [failing, 0];
  await fc.check(
    fc.asyncProperty(arbitrary, async (pieces) => {
      if (seen++ < index) return true;
      const fails = broken(await bench.run(composed(pieces).ir)).includes(engine);
      if (fails) smallest = pieces;
      return !fails;
    }),
    { seed, numRuns: index + 1, interruptAfterTimeLimit: SHRINK_MILLISECONDS },
  );
  return smallest;
}

const SHRINK_MILLISECONDS = 20_000;

/** The failure again, from its text, with as few records as still show it. */
async function describeFailure(
  engine: string,
  pieces: Pieces,
  records: readonly Record<string, unknown>[],
): Promise<Failure> {
  const { query, ir } = composed(pieces);
  const verdictOn = async (some: readonly Record<string, unknown>[]) => {
    const bench = await Bench.open([engine], some);
    const outcome = await bench.run(ir);
    await bench.close();
    return outcome.verdicts[engine]!;
  };
  let kept = [...records];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < kept.length;) {
      const fewer = [...kept.slice(0, at), ...kept.slice(at + size)];
      if ((await verdictOn(fewer)).holds) at += size;
      else kept = fewer;
    }
  }
  const { fidelity, status, reason, missing = [], extra = [] } = await verdictOn(kept);
  const detail = [
    `claims ${fidelity}, is ${status}`,
    ...(reason === undefined ? [] : [reason]),
    ...missing.map((row) => `- only in the reference: ${row}`),
    ...extra.map((row) => `+ only in ${engine}: ${row}`),
  ];
  return { engine, query, records: kept, detail: detail.join('\n') };
}

/** A failure as the keeper of a target wants it: the query, the events, what differs. */
export const failureText = ({ engine, query, records, detail }: Failure): string => {
  const block = (language: string, lines: readonly string[]) => [`\`\`\`${language}`, ...lines, '```', ''];
  const events = records.map((each) => JSON.stringify(each));
  return [`# ${engine}`, '', ...block('kql', [query]), ...block('json', events), ...block('', [detail])].join('\n');
};
