import type * as t from '@babel/types';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Rule } from '../../../src/rule/model.js';
import type { TargetOptions } from '../../../src/target/target.js';
import * as b from '../ast/builders.js';
import { printStatements, withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { interfaceDeclaration, keyword, readonlyArray, reference, type TypeMember } from '../ast/type-nodes.js';
import { typeNode, type Lowered } from '../expressions/lowered.js';
import { literalHints } from '../literals.js';
import { buildPlan } from '../plan/build.js';
import { flowsAtPush, type QueryPlan } from '../plan/pipeline.js';
import { countUses } from '../plan/uses.js';
import type { Refuse } from '../reasons.js';
import { helperSources, type HelperName } from '../runtime/helpers.js';
import { detectFunction, detectorClass, optionsInterface, type DetectorShape } from './detector.js';
import { ModuleParts } from './parts.js';
import type { PipelineWriter } from './pipeline-writer.js';
import { QueryWriter } from './query-writer.js';
import { RECORDS } from './record-shape.js';

/** The text of a rule's module. What cannot be expressed is refused; the text is of no use then. */
export function writeModule(ir: RuleIR, options: TargetOptions, refuse: Refuse): string {
  const plan = buildPlan(ir);
  const parts = new ModuleParts(ir.query, refuse);
  const query = new QueryWriter(parts, plan, countUses(plan));
  const rowMembers: TypeMember[] = [];
  const matchesAtPush = flowsAtPush(plan.pipeline);
  const matches = matchesAtPush ? b.privateField('matches') : b.id('matches');
  query.write(plan.pipeline, (writer) => {
    rowMembers.push(...writeMatch(writer, plan, parts, matches));
  });

  const literals = literalHints(plan.pipeline);
  const readsLog = query.push.length > 0;
  const skipsByText = readsLog && literals.every((all) => all.length > 0);
  const shape: DetectorShape = { query, matchesAtPush, readsLog, skipsByText, window: options.window };
  const detector = detectorClass(parts, shape);

  const declarations = [
    header(ir.rule, ruleConstant(ir.rule)),
    literalsConstant(literals),
    ...recordInterfaces(query),
    withDoc(s.exported(interfaceDeclaration('Row', rowMembers)), ["A row of the query. Names are the query's own."]),
    matchInterface(),
    optionsInterface(parts, shape),
    detectFunction(shape),
    detector,
    ...query.declarations,
    ...parts.constants,
  ];
  const text = declarations.map((declaration) => printStatements([declaration]).trim()).join('\n\n');
  return [text, HELPERS_TITLE, ...helperSources(parts.helpers)].join('\n\n').concat('\n');
}

const HELPERS_TITLE = "// KQL's own ways, where JavaScript has others.";

/** The end of the query: a row and its evidence. Returns the members of the row's type. */
function writeMatch(writer: PipelineWriter, plan: QueryPlan, parts: ModuleParts, matches: t.Expression): TypeMember[] {
  const cells = plan.output.map(({ column, variable }) => ({ name: column.name, value: writer.read(variable, true) }));
  const ids = plan.evidence.map((variable) => eventIdsOf(writer.read(variable, true)));
  const evidence = ids.length === 0 ? b.array([]) : parts.helper('eventIds', ...ids);
  const row = b.object(cells.map(({ name, value }) => ({ key: name, value: value.node })));
  const match = b.object([
    { key: 'row', value: row },
    { key: 'evidence', value: evidence },
  ]);
  writer.add(s.expressionStatement(b.method(matches, 'push', match)));
  const named = (alias: string): void => void parts.helpers.add(alias as HelperName);
  return cells.map(({ name, value }) => ({ name, type: typeNode(value, named) }));
}

/** One ID, or those of all rows of a group; a row of an outer join may have none. */
function eventIdsOf({ node, type, nullable, isTexts }: Lowered): t.Expression | t.SpreadElement {
  if (type === 'string') return node;
  if (node.type === 'NullLiteral') return b.str('');
  if (isTexts !== true) throw new Error('evidence that is neither an event ID nor a set of them');
  return b.spreadElement(nullable ? b.logical(node, '??', b.array([])) : node);
}

function ruleConstant(rule: Rule): t.Statement {
  const value = b.object([
    { key: 'id', value: b.str(rule.id) },
    { key: 'name', value: b.str(rule.name) },
    { key: 'severity', value: rule.severity === null ? b.nul() : b.str(rule.severity) },
    { key: 'period', value: rule.schedule === null ? b.nul() : b.grouped(rule.schedule.period) },
  ]);
  return s.exported(s.constant('rule', b.asConst(value)));
}

const header = (rule: Rule, statement: t.Statement): t.Statement =>
  withDoc(statement, [
    rule.name,
    '',
    `Microsoft Sentinel rule ${rule.id}${rule.version === null ? '' : `, version ${rule.version}`}, ported by Ruleport: flags the same events (exact). Edit the rule, not this file.`,
    'The period, in milliseconds, is how far back the rule looks.',
  ]);

function literalsConstant(literals: readonly (readonly string[])[]): t.Statement {
  const value = b.array(literals.map((all) => b.array(all.map(b.str))));
  const type = readonlyArray(readonlyArray(keyword('string')));
  return withDoc(s.exported(s.constant('literals', value, type)), [
    'A record matters only if its text has all literals of at least one of these alternatives.',
  ]);
}

const recordInterfaces = ({ parts, push }: QueryWriter): t.Statement[] =>
  [...new Set(push.map(({ table }) => table))].map((table) => {
    const { type, doc } = RECORDS[table]!;
    const declaration = s.exported(interfaceDeclaration(type, parts.recordShape(table).members()));
    return withDoc(declaration, [
      `The fields of ${doc} that the rule reads. Logs are not trusted to have any of them.`,
    ]);
  });

const matchInterface = (): t.Statement =>
  withDoc(
    s.exported(
      interfaceDeclaration('Match', [
        { name: 'row', type: reference('Row') },
        { name: 'evidence', type: readonlyArray(keyword('string')) },
      ]),
    ),
    ['A row and the IDs of the events that caused it.'],
  );
