import type { LiteralHints } from '../../src/events/event-source.js';
import type { Expression } from '../../src/ir/expression.js';
import { looksLikeJson } from './json-look.js';
import { inputsOf, type Pipeline } from './plan/pipeline.js';

type Alternatives = readonly (readonly string[])[];

/** Says nothing: one alternative that every record has. */
const ANY: Alternatives = [[]];

/** More alternatives than this cost more to search for than they save. */
const MAX_ALTERNATIVES = 16;

/**
 * What the text of a record must contain to matter to a query: the literals that filters compare plain fields with. What
 * has several inputs needs the records of all.
 */
export function literalHints(pipeline: Pipeline): LiteralHints {
  return smallest(ofPipeline(pipeline, new Set()));
}

function ofPipeline(pipeline: Pipeline, seen: Set<Pipeline>): Alternatives {
  if (seen.has(pipeline)) return [];
  seen.add(pipeline);
  const { origin } = pipeline;
  if (origin.kind !== 'log') return inputsOf(origin).flatMap((input) => ofPipeline(input, seen));
  const filters = pipeline.steps.flatMap((step) => (step.kind === 'filter' ? [step.predicate] : []));
  return filters.map((predicate) => ofPredicate(predicate, pipeline)).reduce(both, ANY);
}

function ofPredicate(predicate: Expression, pipeline: Pipeline): Alternatives {
  if (predicate.kind !== 'call') return ANY;
  const { fn, args } = predicate;
  switch (fn) {
    case 'and':
      return args.map((arg) => ofPredicate(arg, pipeline)).reduce(both, ANY);
    case 'or':
      return args.flatMap((arg) => ofPredicate(arg, pipeline));
    case '==':
    case 'in': {
      const [value, ...list] = fn === '==' && args[0]?.kind === 'literal' ? [...args].reverse() : args;
      return ofWholeTexts(value, list, pipeline);
    }
    case 'has_cs':
    case 'contains_cs':
    case 'startswith_cs':
    case 'endswith_cs':
      return ofPart(args[0], args[1], pipeline);
    default:
      return ANY;
  }
}

function ofWholeTexts(value: Expression | undefined, list: readonly Expression[], pipeline: Pipeline): Alternatives {
  const texts = list.map(textOf);
  const isUseful = (text: string | null): text is string =>
    text !== null && !looksLikeJson(text) && isWrittenAsItIs(text);
  return isTextField(value, pipeline) && texts.every(isUseful) ? texts.map((text) => [text]) : ANY;
}

/**
 * A part of a field. In a field that is an object the part must not reach over the marks of JSON, between which a log may
 * have blanks, nor be a part of a number, which a log may write otherwise.
 */
function ofPart(value: Expression | undefined, part: Expression | undefined, pipeline: Pipeline): Alternatives {
  const text = textOf(part);
  if (text === null || !isTextField(value, pipeline) || !isWrittenAsItIs(text)) return ANY;
  const mayBeNumber = /^[-+.\deE]*$/.test(text);
  return mayBeNumber || /[[\]{},:]/.test(text) || 'truefalsenull'.includes(text) ? ANY : [[text]];
}

const textOf = (expression: Expression | undefined): string | null =>
  expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : null;

/** A text that JSON writes without escapes, unless it writes any character as \uXXXX or / as \/. */

const isWrittenAsItIs = (text: string): boolean => !/["\\\u0000-\u001f\u007f]/.test(text) && !/\p{Cs}/u.test(text);

function isTextField(expression: Expression | undefined, pipeline: Pipeline): boolean {
  if (expression?.kind !== 'column' || expression.type !== 'string') return false;
  const definition = pipeline.variables.get(expression.name)?.definition;
  return definition?.kind === 'raw' && definition.column.constant === undefined && definition.column.paths.length > 0;
}

/** Alternatives of which one from each is there. */
function both(left: Alternatives, right: Alternatives): Alternatives {
  if (left.length * right.length > MAX_ALTERNATIVES) return left.length > right.length ? right : left;
  return left.flatMap((some) => right.map((others) => [...new Set([...some, ...others])]));
}

/** Without alternatives that say more than another one. */
function smallest(alternatives: Alternatives): Alternatives {
  const kept: (readonly string[])[] = [];
  for (const candidate of [...alternatives].sort((a, c) => a.length - c.length)) {
    if (!kept.some((other) => other.every((literal) => candidate.includes(literal)))) kept.push(candidate);
  }
  return kept.length > MAX_ALTERNATIVES ? ANY : kept;
}
