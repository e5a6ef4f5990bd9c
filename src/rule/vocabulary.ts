import type { RuleSeverity } from './model.js';

/** The closed lists of Sentinel's formats, as its rule validator and REST reference have them. */

export const SEVERITIES: readonly RuleSeverity[] = ['Informational', 'Low', 'Medium', 'High'];

export const TACTICS: readonly string[] = [
  'Reconnaissance',
  'ResourceDevelopment',
  'InitialAccess',
  'Execution',
  'Persistence',
  'PrivilegeEscalation',
  'DefenseEvasion',
  'CredentialAccess',
  'Discovery',
  'LateralMovement',
  'Collection',
  'CommandAndControl',
  'Exfiltration',
  'Impact',
  'PreAttack',
  'ImpairProcessControl',
  'InhibitResponseFunction',
];

/** `Credential Access`, `credential-access` and `CredentialAccess` are one tactic. */
export function canonicalTactic(text: string): string | null {
  const letters = lettersOf(text);
  return TACTICS.find((tactic) => lettersOf(tactic) === letters) ?? null;
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

export const TECHNIQUE = /^T\d{4}(?:\.\d{3})?$/;

/** https://learn.microsoft.com/azure/sentinel/entities-reference */
export interface EntityDefinition {
  readonly identifiers: readonly string[];
  /** At least one of these sets must be mapped. */
  readonly required: readonly (readonly string[])[];
}

const each = (...names: string[]): string[][] => names.map((name) => [name]);

// prettier-ignore
export const ENTITIES: ReadonlyMap<string, EntityDefinition> = new Map<string, EntityDefinition>([
  ['Account', { identifiers: ['Name', 'FullName', 'NTDomain', 'DnsDomain', 'UPNSuffix', 'Sid', 'AadTenantId', 'AadUserId', 'PUID', 'IsDomainJoined', 'DisplayName', 'ObjectGuid', 'CloudAppAccountId', 'IsAnonymized'], required: each('FullName', 'Name', 'Sid', 'AadUserId', 'PUID', 'ObjectGuid') }],
  ['AzureResource', { identifiers: ['ResourceId'], required: each('ResourceId') }],
  ['CloudApplication', { identifiers: ['AppId', 'Name', 'InstanceName'], required: each('AppId', 'Name') }],
  ['DNS', { identifiers: ['DomainName'], required: each('DomainName') }],
  ['File', { identifiers: ['Directory', 'Name'], required: each('Name') }],
  ['FileHash', { identifiers: ['Algorithm', 'Value'], required: [['Algorithm', 'Value']] }],
  ['Host', { identifiers: ['DnsDomain', 'NTDomain', 'HostName', 'FullName', 'NetBiosName', 'AzureID', 'OMSAgentID', 'OSFamily', 'OSVersion', 'IsDomainJoined'], required: each('HostName', 'FullName', 'NetBiosName', 'AzureID', 'OMSAgentID') }],
  ['IP', { identifiers: ['Address', 'AddressScope'], required: each('Address') }],
  ['IoTDevice', { identifiers: ['DeviceId', 'DeviceName', 'Manufacturer', 'Model', 'FirmwareVersion', 'OperatingSystem', 'MacAddress', 'Protocols', 'SerialNumber', 'Source', 'IoTSecurityAgentId', 'DeviceType'], required: each('DeviceId') }],
  ['Mailbox', { identifiers: ['MailboxPrimaryAddress', 'DisplayName', 'Upn', 'ExternalDirectoryObjectId', 'RiskLevel'], required: each('MailboxPrimaryAddress') }],
  ['MailCluster', { identifiers: ['NetworkMessageIds', 'CountByDeliveryStatus', 'CountByThreatType', 'CountByProtectionStatus', 'Threats', 'Query', 'QueryTime', 'MailCount', 'IsVolumeAnomaly', 'Source', 'ClusterSourceIdentifier', 'ClusterSourceType', 'ClusterQueryStartTime', 'ClusterQueryEndTime', 'ClusterGroup'], required: each('Query', 'Source') }],
  ['MailMessage', { identifiers: ['Recipient', 'Urls', 'Threats', 'Sender', 'P1Sender', 'P1SenderDisplayName', 'P1SenderDomain', 'SenderIP', 'P2Sender', 'P2SenderDisplayName', 'P2SenderDomain', 'ReceivedDate', 'NetworkMessageId', 'InternetMessageId', 'Subject', 'BodyFingerprintBin1', 'BodyFingerprintBin2', 'BodyFingerprintBin3', 'BodyFingerprintBin4', 'BodyFingerprintBin5', 'AntispamDirection', 'DeliveryAction', 'DeliveryLocation', 'Language', 'ThreatDetectionMethods'], required: each('NetworkMessageId', 'Recipient') }],
  ['Malware', { identifiers: ['Name', 'Category'], required: each('Name') }],
  ['Process', { identifiers: ['ProcessId', 'CommandLine', 'ElevationToken', 'CreationTimeUtc'], required: each('ProcessId', 'CommandLine') }],
  ['RegistryKey', { identifiers: ['Hive', 'Key'], required: each('Key', 'Hive') }],
  ['RegistryValue', { identifiers: ['Name', 'Value', 'ValueType'], required: each('Name') }],
  ['SecurityGroup', { identifiers: ['DistinguishedName', 'SID', 'ObjectGuid'], required: each('DistinguishedName', 'SID', 'ObjectGuid') }],
  ['SubmissionMail', { identifiers: ['NetworkMessageId', 'Timestamp', 'Recipient', 'Sender', 'SenderIp', 'Subject', 'ReportType', 'SubmissionId', 'SubmissionDate', 'Submitter'], required: each('SubmissionId', 'NetworkMessageId', 'Recipient', 'Submitter') }],
  ['URL', { identifiers: ['Url'], required: each('Url') }],
]);

export const ALERT_PROPERTIES: readonly string[] = [
  'AlertLink',
  'ConfidenceLevel',
  'ConfidenceScore',
  'ExtendedLinks',
  'ProductName',
  'ProviderName',
  'ProductComponentName',
  'RemediationSteps',
  'Techniques',
];

/**
 * https://learn.microsoft.com/azure/sentinel/sentinel-service-limits and the limits of the REST reference; `fileLength` and
 * `rules` (a file) are Ruleport's own: Azure itself exports at most 50 rules a file.
 */
export const LIMITS = {
  fileLength: 16_000_000,
  rules: 1000,
  name: 256,
  description: 5000,
  query: 10_000,
  entityMappings: 10,
  fieldMappings: 3,
  customDetails: 20,
  customDetailName: 20,
  columnName: 500,
  placeholders: 3,
  triggerThreshold: 10_000,
} as const;
