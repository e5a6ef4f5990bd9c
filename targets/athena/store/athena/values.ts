import type { Json } from '../../../../src/target/engine.js';

/**
 * A value of GetQueryResults, which are texts throughout, as Trino's protocol has it; absent is NULL.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_Datum.html
 * @param type as `ColumnInfo.Type` has it
 */
export function athenaValue(text: string | undefined, type: string): Json {
  if (text === undefined) return null;
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return Number(text);
    case 'real':
    case 'float':
    case 'double':
      return /^(?:NaN|-?Infinity)$/.test(text) ? text : Number(text);
    case 'array':
      return arrayOf(text);
    default:
      return text;
  }
}

/**
 * `[a, b]`, without quotes or escapes: only for the evidence, whose event IDs are GUIDs. Every other array is emitted as JSON.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html (eventID)
 */
function arrayOf(text: string): string[] {
  const inner = text.replace(/^\[/, '').replace(/\]$/, '');
  return inner === '' ? [] : inner.split(', ');
}
