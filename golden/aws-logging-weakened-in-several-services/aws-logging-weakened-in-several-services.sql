-- AWS - Logging weakened in several services
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a12, version 1.0.0, for Amazon Athena engine version 3
WITH trails AS (
  SELECT
    errorcode AS ErrorCode,
    coalesce(recipientaccountid, '') AS RecipientAccountId,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    coalesce(useridentity.arn, '') AS UserIdentityArn,
    eventid AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource = 'cloudtrail.amazonaws.com'
    AND eventname IN ('StopLogging', 'DeleteTrail', 'PutEventSelectors')
),
flows AS (
  SELECT
    errorcode AS ErrorCode,
    coalesce(recipientaccountid, '') AS RecipientAccountId,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    coalesce(useridentity.arn, '') AS UserIdentityArn,
    eventid AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource = 'ec2.amazonaws.com'
    AND eventname = 'DeleteFlowLogs'
),
detectors AS (
  SELECT
    errorcode AS ErrorCode,
    coalesce(recipientaccountid, '') AS RecipientAccountId,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    coalesce(useridentity.arn, '') AS UserIdentityArn,
    eventid AS eventId,
    element_at(split(eventsource, '.'), 1) AS Kind
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource IN ('guardduty.amazonaws.com', 'config.amazonaws.com')
    AND regexp_like(coalesce(eventname, ''), '\A(Delete|Stop|Disable)')
),
united AS (
  SELECT
    ErrorCode,
    RecipientAccountId,
    TimeGenerated,
    UserIdentityArn,
    'trail' AS Kind,
    eventId
  FROM trails
  UNION ALL
  SELECT
    ErrorCode,
    RecipientAccountId,
    TimeGenerated,
    UserIdentityArn,
    'flow logs' AS Kind,
    eventId
  FROM flows
  UNION ALL
  SELECT
    ErrorCode,
    RecipientAccountId,
    TimeGenerated,
    UserIdentityArn,
    Kind,
    eventId
  FROM detectors
)
SELECT
  UserIdentityArn,
  RecipientAccountId,
  count(DISTINCT coalesce(Kind, '')) AS Kinds,
  json_format(CAST(array_sort(array_agg(DISTINCT coalesce(Kind, ''))) AS JSON)) AS KindList,
  count(*) AS Calls,
  min(TimeGenerated) AS StartTime,
  filter(array_sort(array_agg(DISTINCT coalesce(eventId, ''))), id -> id <> '') AS evidence
FROM united
WHERE coalesce(ErrorCode, '') = ''
GROUP BY 1, 2
HAVING count(DISTINCT coalesce(Kind, '')) >= 2
