import type { HiveColumn, HiveTable, HiveType } from '../ddl/tree.js';
import type { AthenaSettings, PartitionLayout } from '../settings.js';
import { CLOUDTRAIL_COLUMNS, type Field, type FieldType } from '../table.js';

/**
 * AWS's documented table with partition projection, over the folders of several accounts and regions instead of one.
 * https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-partition-projection.html
 */
export function cloudTrailTable(settings: AthenaSettings): HiveTable {
  const { database, table, location } = settings;
  const projected = PROJECTIONS[settings.partition];
  const partitions = projected === null ? [] : [...PLACES, ...projected];
  return {
    comment: [
      "CloudTrail's logs as AWS documents them for Athena",
      ...(partitions.length === 0
        ? ['Nothing is partitioned: every query reads every file.']
        : ['Accounts and regions that are not listed below, and days before the first, are not read.']),
    ],
    database,
    name: table,
    columns: CLOUDTRAIL_COLUMNS.map(hiveColumn),
    partitions: partitions.map(({ name }) => ({ name, type: 'string' })),
    serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
    inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    location: `${location}/`,
    properties:
      partitions.length === 0
        ? []
        : [
            ['projection.enabled', 'true'],
            ...partitions.flatMap(({ name, projection }) =>
              Object.entries(projection(settings)).map(([key, value]) => [`projection.${name}.${key}`, value] as const),
            ),
            ['storage.location.template', `${location}/${PLACES_TEMPLATE}/${projected?.map(placeholder).join('/')}`],
          ],
  };
}

/** A partition column and the values that its folders have: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html */
interface ProjectedColumn {
  readonly name: string;
  readonly projection: (settings: AthenaSettings) => Readonly<Record<string, string>>;
}

const PLACES: readonly ProjectedColumn[] = [
  { name: 'account', projection: ({ accounts }) => ({ type: 'enum', values: accounts.join(',') }) },
  { name: 'region', projection: ({ regions }) => ({ type: 'enum', values: regions.join(',') }) },
];
const PLACES_TEMPLATE = '${account}/CloudTrail/${region}';

const two = (from: number, to: number): (() => Readonly<Record<string, string>>) => {
  return () => ({ type: 'integer', range: `${from},${to}`, digits: '2' });
};

const PROJECTIONS: Readonly<Record<PartitionLayout, readonly ProjectedColumn[] | null>> = {
  timestamp: [
    {
      name: 'timestamp',
      projection: ({ from }) => ({
        type: 'date',
        format: 'yyyy/MM/dd',
        range: `${from.replaceAll('-', '/')},NOW`,
        interval: '1',
        'interval.unit': 'DAYS',
      }),
    },
  ],
  'year-month-day': [
    {
      name: 'year',
      projection: ({ from }) => ({
        type: 'date',
        format: 'yyyy',
        range: `${from.slice(0, 4)},NOW`,
        interval: '1',
        'interval.unit': 'YEARS',
      }),
    },
    { name: 'month', projection: two(1, 12) },
    { name: 'day', projection: two(1, 31) },
  ],
  none: null,
};

const placeholder = ({ name }: ProjectedColumn): string => `\${${name}}`;

const hiveColumn = ({ name, type }: Field): HiveColumn => ({ name, type: hiveType(type) });

function hiveType(type: FieldType): HiveType {
  if (type === 'text') return 'string';
  if ('map' in type) return { map: ['string', hiveType(type.map)] };
  if ('row' in type) return { struct: type.row.map(hiveColumn) };
  return { array: { struct: type.rows.map(hiveColumn) } };
}
