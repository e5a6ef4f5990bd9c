-- AWS - Console login from outside the office networks
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a06, version 1.0.0, for Amazon Athena engine version 3
SELECT
  TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
  coalesce(eventid, '') AS AwsEventId,
  coalesce(useridentity.type, '') AS UserIdentityType,
  coalesce(useridentity.arn, '') AS UserIdentityArn,
  coalesce(sourceipaddress, '') AS SourceIpAddress,
  coalesce(
    json_extract_scalar(additionaleventdata, '$.MFAUsed'),
    nullif(json_format(json_extract(additionaleventdata, '$.MFAUsed')), 'null'),
    ''
  ) AS Mfa,
  coalesce(useragent, '') AS UserAgent,
  filter(ARRAY[eventid], id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND eventname = 'ConsoleLogin'
  AND lower(
    coalesce(
      json_extract_scalar(responseelements, '$.ConsoleLogin'),
      nullif(json_format(json_extract(responseelements, '$.ConsoleLogin')), 'null')
    )
  ) = 'success'
  AND regexp_like(
    sourceipaddress,
    '^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:/0?(?:[0-2]?[0-9]|3[0-2]))?\z'
  )
  AND NOT regexp_like(sourceipaddress, '^(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.')
  AND NOT CASE WHEN regexp_like(sourceipaddress, '^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:/0?(?:[0-2]?[0-9]|3[0-2]))?\z') THEN starts_with(sourceipaddress, '203.0.113.') OR (starts_with(sourceipaddress, '198.51.100.') AND CAST(split_part(split_part(sourceipaddress, '/', 1), '.', 4) AS INTEGER) >= 64 AND CAST(split_part(split_part(sourceipaddress, '/', 1), '.', 4) AS INTEGER) <= 127) END
