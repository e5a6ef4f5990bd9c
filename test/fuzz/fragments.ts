import fc from 'fast-check';
import { conversionFor } from '../../src/api/detect.js';
import { targetByName } from '../../src/api/targets.js';
import { compileQuery } from '../../src/compile.js';
import { planRule } from '../../src/ir/passes/plan.js';
import { inputsOf, mapInputs } from '../../src/ir/traverse.js';
import type { Relation } from '../../src/ir/relation.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { bareRule } from '../../src/rule/bare-rule.js';
import { QueryError } from '../../src/target/engine.js';
import { COLUMNS, Expressions } from './expressions.js';
import { operators, start } from './pipelines.js';

/** A piece of a query, parsed once: put behind another it needs no parser, which costs more than all else. */
export interface Fragment {
  readonly text: string;
  readonly relation: Relation;
}

export interface Fragments {
  readonly starts: readonly Fragment[];
  /** Shorter ones first, so that shrinking goes to them. */
  readonly operators: readonly Fragment[];
  /** Texts that the binder or the registry refused, by why; and how many no target could say. */
  readonly refusals: readonly string[];
  readonly unsupported: number;
}

const expressions = new Expressions();
const operator = operators(expressions);

/** Random pieces that compile, keep the columns, and that at least one of the targets has a form for. */
export async function makeFragments(seed: number, count: number, engines: readonly string[]): Promise<Fragments> {
  const targets = await Promise.all(engines.map(targetByName));
  const refusals: string[] = [];
  let unsupported = 0;
  const compiled = async (text: string): Promise<RuleIR | null> => {
    try {
      const ir = await compileQuery(text);
      const columns = ir.source.columns.map(({ name, type }) => [name, type]);
      if (JSON.stringify(columns) !== JSON.stringify(Object.entries(COLUMNS))) return null;
      if (targets.some((target) => conversionFor(ir, target, null).fidelity !== 'unsupported')) return ir;
      unsupported++;
      return null;
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      refusals.push(`${error.code} ${error.message}`);
      return null;
    }
  };
  const collect = async (texts: readonly string[], before: string): Promise<Fragment[]> => {
    const found: Fragment[] = [];
    for (const text of new Set(texts)) {
      const ir = await compiled(before + text);
      if (ir !== null) found.push({ text, relation: ir.source });
    }
    return found.sort((a, b) => a.text.length - b.text.length);
  };
  const starts = await collect(fc.sample(start, { seed, numRuns: 40 }), '');
  const [plain] = starts;
  if (plain === undefined) throw new Error('no target knows any of the first operators');
  const found = await collect(fc.sample(operator, { seed, numRuns: count }), `${plain.text}\n| `);
  return { starts, operators: found, refusals, unsupported };
}

export interface Case {
  readonly query: string;
  readonly ir: RuleIR;
}

/** A query from pieces: each on what the one before leaves. */
export function composed([first, ...rest]: readonly [Fragment, ...Fragment[]]): Case {
  const query = [first, ...rest].map(({ text }) => text).join('\n| ');
  const relation = rest.reduce((input, fragment) => over(fragment.relation, input), first.relation);
  return { query, ir: planRule(bareRule(query), relation, relation.columns) };
}

/** The piece with another main input: the first operator over the source, along the first inputs. */
function over(node: Relation, input: Relation): Relation {
  const [main] = inputsOf(node);
  if (main === undefined || main.op === 'source') return input;
  const replaced = over(main, input);
  return mapInputs(node, (each) => (each === main ? replaced : each));
}

/** One to three operators. */
export const cases = ({ starts, operators: found }: Fragments): fc.Arbitrary<readonly [Fragment, ...Fragment[]]> =>
  fc
    .tuple(fc.constantFrom(...starts), fc.array(fc.constantFrom(...found), { minLength: 1, maxLength: 3 }))
    .map(([first, rest]): readonly [Fragment, ...Fragment[]] => [first, ...rest]);
