import type { TableSchema } from './table.js';
import { AWS_CLOUDTRAIL } from './aws-cloudtrail.js';
import { AWS_GUARDDUTY } from './aws-guardduty.js';

/** Every table whose raw records Ruleport can read. A new one is a schema file and a line here. */
export const TABLES: readonly TableSchema[] = [AWS_CLOUDTRAIL, AWS_GUARDDUTY];

/** KQL's table names are case-sensitive. */
export const tableByName = (name: string): TableSchema | undefined => TABLES.find((table) => table.name === name);
