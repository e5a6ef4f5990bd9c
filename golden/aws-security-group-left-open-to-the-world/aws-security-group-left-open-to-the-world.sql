-- AWS - Security group left open to the world
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a09, version 1.0.0, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    eventname AS EventName,
    requestparameters AS RequestParameters,
    sourceipaddress AS SourceIpAddress,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    useridentity.arn AS UserIdentityArn,
    coalesce(eventid, '') AS eventId,
    coalesce(
      json_extract_scalar(requestparameters, '$.groupId'),
      nullif(json_format(json_extract(requestparameters, '$.groupId')), 'null'),
      ''
    ) AS GroupId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource = 'ec2.amazonaws.com'
    AND coalesce(errorcode, '') = ''
    AND eventname IN ('AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress')
),
ranked_events AS (
  SELECT
    EventName,
    RequestParameters,
    SourceIpAddress,
    TimeGenerated,
    UserIdentityArn,
    eventId,
    GroupId,
    row_number() OVER (PARTITION BY GroupId ORDER BY TimeGenerated DESC, eventId) AS max_rank
  FROM events
  WHERE GroupId <> ''
),
grouped AS (
  SELECT
    GroupId,
    arbitrary(TimeGenerated) FILTER (WHERE max_rank = 1) AS TimeGenerated,
    arbitrary(EventName) FILTER (WHERE max_rank = 1) AS EventName,
    arbitrary(RequestParameters) FILTER (WHERE max_rank = 1) AS RequestParameters,
    arbitrary(UserIdentityArn) FILTER (WHERE max_rank = 1) AS UserIdentityArn,
    arbitrary(SourceIpAddress) FILTER (WHERE max_rank = 1) AS SourceIpAddress,
    array_sort(array_agg(DISTINCT eventId)) AS events
  FROM ranked_events
  GROUP BY 1
)
SELECT
  GroupId,
  TimeGenerated,
  coalesce(EventName, '') AS EventName,
  coalesce(RequestParameters, '') AS RequestParameters,
  coalesce(UserIdentityArn, '') AS UserIdentityArn,
  coalesce(SourceIpAddress, '') AS SourceIpAddress,
  filter(events, id -> id <> '') AS evidence
FROM grouped
WHERE EventName = 'AuthorizeSecurityGroupIngress'
  AND (
    regexp_like(RequestParameters, '(?:^|[^0-9A-Za-z])0\.0\.0\.0/0(?:[^0-9A-Za-z]|\z)')
    OR regexp_like(RequestParameters, '::/0(?:[^0-9A-Za-z]|\z)')
  )
