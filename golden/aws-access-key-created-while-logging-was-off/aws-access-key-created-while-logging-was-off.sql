-- AWS - Access key created while logging was off
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a03, version 1.0.0, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    TRY(from_iso8601_timestamp(eventtime)) AS CreatedAt,
    coalesce(useridentity.principalid, '') AS UserIdentityPrincipalid,
    useridentity.arn AS UserIdentityArn,
    sourceipaddress AS SourceIpAddress,
    coalesce(
      json_extract_scalar(requestparameters, '$.userName'),
      nullif(json_format(json_extract(requestparameters, '$.userName')), 'null')
    ) AS KeyOwner,
    eventid AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '2' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '2' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventname = 'CreateAccessKey'
    AND coalesce(errorcode, '') = ''
),
stopped AS (
  SELECT
    TRY(from_iso8601_timestamp(eventtime)) AS StoppedAt,
    coalesce(useridentity.principalid, '') AS UserIdentityPrincipalid,
    eventname AS Stopping,
    coalesce(
      json_extract_scalar(requestparameters, '$.name'),
      nullif(json_format(json_extract(requestparameters, '$.name')), 'null')
    ) AS Trail,
    eventid AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '2' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '2' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource = 'cloudtrail.amazonaws.com'
    AND eventname IN ('StopLogging', 'DeleteTrail')
    AND coalesce(errorcode, '') = ''
)
SELECT
  e.CreatedAt,
  s.StoppedAt,
  coalesce(s.Stopping, '') AS Stopping,
  coalesce(s.Trail, '') AS Trail,
  coalesce(e.UserIdentityArn, '') AS UserIdentityArn,
  coalesce(e.KeyOwner, '') AS KeyOwner,
  coalesce(e.SourceIpAddress, '') AS SourceIpAddress,
  array_sort(array_distinct(filter(ARRAY[e.eventId, s.eventId], id -> id <> ''))) AS evidence
FROM events AS e
JOIN stopped AS s
  ON e.UserIdentityPrincipalid = s.UserIdentityPrincipalid
WHERE e.CreatedAt >= s.StoppedAt
  AND e.CreatedAt <= s.StoppedAt + INTERVAL '30' MINUTE
