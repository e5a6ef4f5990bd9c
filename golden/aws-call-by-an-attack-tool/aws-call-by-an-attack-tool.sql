-- AWS - Call by an attack tool
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a13, version 1.0.0, for Amazon Athena engine version 3
SELECT
  TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
  coalesce(eventid, '') AS AwsEventId,
  coalesce(eventname, '') AS EventName,
  coalesce(
    nullif(useridentity.username, ''),
    nullif(element_at(split(useridentity.arn, '/'), -1), ''),
    'unknown'
  ) AS UserName,
  coalesce(lower(useragent), '') AS Tool,
  coalesce(sourceipaddress, '') AS SourceIpAddress,
  filter(ARRAY[eventid], id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND (
    regexp_like(coalesce(useragent, ''), '(?i)(pacu|prowler|scoutsuite|cloudmapper|trufflehog)')
    OR regexp_like(
      translate(useragent, 'AEIKLNOPRT', 'aeiklnoprt'),
      '(?:^|[^0-9A-Za-z])(?:kali|parrot|pentoo)(?:[^0-9A-Za-z]|\z)'
    )
  )
ORDER BY TimeGenerated DESC
