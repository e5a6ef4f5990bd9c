import type { Row } from '../data/row.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import type { EvalEnvironment } from '../syntax/expression.js';
import type { Place } from '../syntax/source.js';

/** What flows through a pipeline: rows, and the order in which the last command left the fields, if it says so. */
export interface Results {
  readonly rows: readonly Row[];
  readonly columns: readonly string[] | null;
}

/** A lookup file: cells as text. */
export interface LookupTable {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface RunEnvironment extends EvalEnvironment {
  /** The lookup file of a name, null when there is none. */
  readonly lookup: (file: string) => LookupTable | null;
  /** The events of the search's time range, latest first, as rows. `open`: the sides that the search bounds itself. */
  readonly events: (open: ReadonlySet<'earliest' | 'latest'>) => Iterable<Row>;
}

/** A command with its arguments: a node of the syntax tree, with its place and the function that runs it. */
export interface Stage {
  readonly name: string;
  readonly place: Place;
  /** The typed arguments, as the command's own `parse` returned them. */
  readonly node: unknown;
  /** Whether it makes its own rows and so can stand first. */
  readonly generates: boolean;
  run(input: Results, environment: RunEnvironment): Results;
}

/** Parses the pipeline of a subsearch; `end` is where its closing bracket stands. */
export type ParsePipeline = (start: number, end: number) => { readonly stages: readonly Stage[]; readonly end: number };

export interface Command {
  readonly names: readonly string[];
  /** The page of Splunk's Search Reference that it is written from. */
  readonly page: string;
  readonly parse: (reader: ArgReader, name: string, first: boolean, parsePipeline: ParsePipeline) => Stage;
}

interface Definition<Node> {
  readonly names: readonly string[];
  readonly page: string;
  /** Absent: never; `first`: when it is the first command; `always`. */
  readonly generates?: 'first' | 'always';
  parse(reader: ArgReader, context: { first: boolean; place: Place; parsePipeline: ParsePipeline }): Node;
  run(node: Node, input: Results, environment: RunEnvironment): Results;
}

/** Makes a command of a parser and an evaluator that share a node type. */
export function defineCommand<Node>(definition: Definition<Node>): Command {
  return {
    names: definition.names,
    page: definition.page,
    parse(reader, name, first, parsePipeline) {
      const place = { source: reader.source, at: reader.pos };
      const node = definition.parse(reader, { first, place, parsePipeline });
      reader.finish();
      const generates = definition.generates === 'always' || (definition.generates === 'first' && first);
      return { name, place, node, generates, run: (input, environment) => definition.run(node, input, environment) };
    },
  };
}

/** The results with other rows and the same order of fields. */
export const withRows = (input: Results, rows: readonly Row[]): Results => ({ rows, columns: input.columns });

/** The order of fields after some were set: known ones keep their place. */
export const addColumns = (columns: readonly string[] | null, names: readonly string[]): readonly string[] | null =>
  columns === null ? null : [...new Set([...columns, ...names])];
