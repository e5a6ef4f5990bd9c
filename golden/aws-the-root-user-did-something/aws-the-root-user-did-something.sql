-- AWS - The root user did something
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a10, version 1.0.0, for Amazon Athena engine version 3
SELECT
  TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
  coalesce(eventid, '') AS AwsEventId,
  coalesce(eventname, '') AS EventName,
  CASE
    WHEN coalesce(errorcode, '') = '' THEN 'done'
    WHEN regexp_like(translate(errorcode, 'DEIN', 'dein'), '(?:^|[^0-9A-Za-z])denied(?:[^0-9A-Za-z]|\z)') THEN 'denied'
    ELSE 'failed'
  END AS Outcome,
  coalesce(recipientaccountid, '') AS RecipientAccountId,
  coalesce(sourceipaddress, '') AS SourceIpAddress,
  coalesce(useragent, '') AS UserAgent,
  filter(ARRAY[eventid], id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' DAY, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' DAY
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND useridentity.type = 'Root'
  AND coalesce(useridentity.invokedby, '') = ''
  AND eventtype IS DISTINCT FROM 'AwsServiceEvent'
