import type { Position } from '../diagnostics/diagnostic.js';

/**
 * A Sentinel detection as its formats document it (analytic rule YAML, hunting query, ARM export), read and checked.
 * https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview,
 * https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide
 */
export interface Rule {
  readonly kind: 'Scheduled' | 'NRT' | 'Hunting';
  readonly id: string;
  readonly name: string;
  /** A name for files and folders: lower case, `[a-z0-9-]` only, never empty, never a device name (`aws-suspicious-command-ec2`). */
  readonly slug: string;
  readonly description: string;
  readonly severity: RuleSeverity | null;
  readonly status: string | null;
  readonly version: string | null;
  readonly tactics: readonly string[];
  readonly techniques: readonly string[];
  readonly connectors: readonly Connector[];
  /** The KQL text exactly as the file's parser returns it; all spans count in it. */
  readonly query: string;
  /** Null for NRT rules and hunting queries. */
  readonly schedule: Schedule | null;
  readonly trigger: Trigger;
  readonly entityMappings: readonly EntityMapping[];
  readonly customDetails: readonly CustomDetail[];
  readonly alertDetails: AlertDetails;
  /** `SingleAlert` (the default) or `AlertPerResult`. */
  readonly eventGrouping: 'SingleAlert' | 'AlertPerResult';
  /** Milliseconds that a rule rests after an alert, or null. */
  readonly suppression: number | null;
  readonly incident: IncidentConfiguration | null;
  readonly tags: readonly string[];
  readonly source: RuleSource;
}

export type RuleSeverity = 'Informational' | 'Low' | 'Medium' | 'High';

export interface Connector {
  readonly connectorId: string;
  readonly dataTypes: readonly string[];
}

/** Both in milliseconds. */
export interface Schedule {
  readonly frequency: number;
  readonly period: number;
}

/** An alert is raised when the number of rows compares so with the threshold. Hunting queries and NRT: more than 0. */
export interface Trigger {
  readonly operator: 'gt' | 'lt' | 'eq' | 'ne';
  readonly threshold: number;
}

export interface EntityMapping {
  readonly entityType: string;
  readonly fieldMappings: readonly {
    readonly identifier: string;
    readonly column: string;
    readonly position: Position;
  }[];
}

export interface CustomDetail {
  readonly name: string;
  readonly column: string;
  readonly position: Position;
}

/** Formats hold `{{Column}}` placeholders. */
export interface AlertDetails {
  readonly displayNameFormat: string | null;
  readonly descriptionFormat: string | null;
  readonly severityColumn: string | null;
  readonly tacticsColumn: string | null;
  readonly dynamicProperties: readonly { readonly property: string; readonly column: string }[];
  /** Where these settings first name a column, for diagnostics; absent in rules that come from no file. */
  readonly columnPositions?: ReadonlyMap<string, Position>;
}

export interface IncidentConfiguration {
  readonly createIncident: boolean;
  readonly grouping: IncidentGrouping | null;
}

export interface IncidentGrouping {
  readonly enabled: boolean;
  readonly reopenClosedIncident: boolean;
  /** Milliseconds. */
  readonly lookbackDuration: number;
  readonly matchingMethod: 'AllEntities' | 'AnyAlert' | 'Selected';
  readonly groupByEntities: readonly string[];
  readonly groupByAlertDetails: readonly string[];
  readonly groupByCustomDetails: readonly string[];
}

export interface RuleSource {
  /** As the user named it, or null for text from memory. */
  readonly file: string | null;
  /** Where an offset of `query` is in the file. */
  locate(offset: number): Position;
}
