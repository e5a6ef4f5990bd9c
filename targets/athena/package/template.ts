import { block, map, plain, printYaml, quoted, type Yaml } from '../../../src/documents/yaml.js';

/** A query that Athena's console lists as saved. */
export interface NamedQuery {
  /** Letters and digits; unique in its template. */
  readonly logicalId: string;
  readonly name: string;
  readonly description: string;
  readonly query: string;
}

export interface TemplateOptions {
  readonly table: string;
  readonly database: string;
}

/**
 * CloudFormation templates of `AWS::Athena::NamedQuery`, as many as hold the queries.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-athena-namedquery.html
 */
export const printTemplates = (queries: readonly NamedQuery[], options: TemplateOptions): readonly string[] =>
  parts(queries).map((part) => printYaml([template(part, options)], 2));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: resources and bytes of a template. */
const MAX_RESOURCES = 500;
const MAX_BYTES = 1_000_000;
const NAME_LENGTH = 128;
const DESCRIPTION_LENGTH = 1024;

/** More than what stands above the resources. */
const HEAD_BYTES = 2000;

const bytesOf = (query: NamedQuery): number =>
  new TextEncoder().encode(printYaml([map(['Resources', resources([query])])], 2)).length;

function parts(queries: readonly NamedQuery[]): readonly (readonly NamedQuery[])[] {
  const all: NamedQuery[][] = [[]];
  let bytes = HEAD_BYTES;
  for (const query of queries) {
    const own = bytesOf(query);
    if (all.at(-1)!.length === MAX_RESOURCES || bytes + own > MAX_BYTES) {
      all.push([]);
      bytes = HEAD_BYTES;
    }
    all.at(-1)!.push(query);
    bytes += own;
  }
  return all;
}

const template = (queries: readonly NamedQuery[], { table, database }: TemplateOptions): Yaml =>
  map(
    ['AWSTemplateFormatVersion', quoted('2010-09-09')],
    ['Description', plain('Athena queries of detections that were converted from Microsoft Sentinel')],
    [
      'Parameters',
      map(
        ['Database', parameter(database, `The database of the table ${table}`)],
        ['WorkGroup', parameter('primary', 'The workgroup that the queries are saved in')],
      ),
    ],
    ['Resources', resources(queries)],
  );

const resources = (queries: readonly NamedQuery[]): Yaml =>
  map(...queries.map((query) => [query.logicalId, resource(query)] as const));

const parameter = (value: string, description: string): Yaml =>
  map(['Type', plain('String')], ['Default', plain(value)], ['Description', plain(description)]);

const resource = ({ name, description, query }: NamedQuery): Yaml =>
  map(
    ['Type', plain('AWS::Athena::NamedQuery')],
    [
      'Properties',
      map(
        ['Name', quoted(text(name, NAME_LENGTH))],
        ['Description', quoted(text(description, DESCRIPTION_LENGTH))],
        ['Database', map(['Ref', plain('Database')])],
        ['WorkGroup', map(['Ref', plain('WorkGroup')])],
        ['QueryString', block(query)],
      ),
    ],
  );

/** On one line, no longer than the property, never empty, never a reference. */
function text(value: string, length: number): string {
  const line = value
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
  const characters = [...line];
  const cut = characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
  return cut === '' ? 'Unnamed rule' : cut;
}

/**
 * CloudFormation puts a parameter of Systems Manager or a secret wherever a template says so, inside any string.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export const hasDynamicReference = (query: string): boolean => query.includes('{{resolve:');
