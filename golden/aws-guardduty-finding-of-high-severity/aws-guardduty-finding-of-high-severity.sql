-- AWS - GuardDuty finding of high severity
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a15, version 1.0.0, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    accountid AS AccountId,
    type AS ActivityType,
    id AS Id,
    region AS Region,
    resource AS ResourceDetails,
    service AS ServiceDetails,
    TRY(CAST(truncate(TRY_CAST(severity AS DOUBLE)) AS BIGINT)) AS Severity,
    TRY(from_iso8601_timestamp(updatedat)) AS TimeGenerated,
    title AS Title
  FROM gd_logs
  WHERE TRY(from_iso8601_timestamp(updatedat)) >= current_timestamp - INTERVAL '5' HOUR
    AND TRY(from_iso8601_timestamp(updatedat)) < current_timestamp
)
SELECT
  TimeGenerated,
  coalesce(Id, '') AS Id,
  coalesce(Title, '') AS Title,
  Severity,
  coalesce(element_at(split(ActivityType, ':'), 1), '') AS Purpose,
  coalesce(
    json_extract_scalar(ResourceDetails, '$.resourceType'),
    nullif(json_format(json_extract(ResourceDetails, '$.resourceType')), 'null'),
    ''
  ) AS Resource,
  coalesce(AccountId, '') AS AccountId,
  coalesce(Region, '') AS Region,
  coalesce(
    json_extract_scalar(ServiceDetails, '$.action.awsApiCallAction.remoteIpDetails.ipAddressV4'),
    nullif(
      json_format(json_extract(ServiceDetails, '$.action.awsApiCallAction.remoteIpDetails.ipAddressV4')),
      'null'
    ),
    ''
  ) AS Caller,
  filter(ARRAY[Id], id -> id <> '') AS evidence
FROM events
WHERE Severity >= 7
