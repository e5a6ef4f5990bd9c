-- AWS - Console login from an address not seen before
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a02, version 1.0.0, for Amazon Athena engine version 3
WITH known_logins AS (
  SELECT
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    coalesce(useridentity.arn, '') AS UserIdentityArn,
    coalesce(sourceipaddress, '') AS SourceIpAddress,
    useragent AS UserAgent,
    eventid AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '14' DAY, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '14' DAY
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventname = 'ConsoleLogin'
    AND json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Success'
),
known AS (
  SELECT DISTINCT
    UserIdentityArn,
    SourceIpAddress
  FROM known_logins
  WHERE TimeGenerated < current_timestamp - INTERVAL '1' DAY
),
logins AS (
  SELECT
    TimeGenerated,
    UserIdentityArn,
    SourceIpAddress,
    UserAgent,
    eventId
  FROM known_logins
  WHERE TimeGenerated >= current_timestamp - INTERVAL '1' DAY
)
SELECT
  l.TimeGenerated,
  l.UserIdentityArn,
  l.SourceIpAddress,
  coalesce(l.UserAgent, '') AS UserAgent,
  filter(ARRAY[l.eventId], id -> id <> '') AS evidence
FROM logins AS l
WHERE NOT EXISTS (SELECT 1 FROM known AS k WHERE k.UserIdentityArn = l.UserIdentityArn AND k.SourceIpAddress = l.SourceIpAddress)
