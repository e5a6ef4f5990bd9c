-- AWS - Sensitive call that a principal rarely makes
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a14, version 1.0.0, for Amazon Athena engine version 3
WITH calls_events AS (
  SELECT
    coalesce(eventname, '') AS EventName,
    sourceipaddress AS SourceIpAddress,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    coalesce(useridentity.arn, '') AS UserIdentityArn,
    coalesce(eventid, '') AS eventId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '8' DAY, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '8' DAY
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND coalesce(errorcode, '') = ''
    AND useridentity.arn <> ''
),
calls_weights AS (
  SELECT
    EventName,
    Weight,
    "_row" AS "row"
  FROM (VALUES ('CreateUser', CAST(3 AS BIGINT), CAST(0 AS BIGINT)), ('AttachUserPolicy', CAST(5 AS BIGINT), CAST(1 AS BIGINT)), ('CreateLoginProfile', CAST(4 AS BIGINT), CAST(2 AS BIGINT)), ('UpdateAssumeRolePolicy', CAST(6 AS BIGINT), CAST(3 AS BIGINT)), ('PutBucketPolicy', CAST(2 AS BIGINT), CAST(4 AS BIGINT))) AS inline_rows (EventName, Weight, "_row")
),
calls AS (
  SELECT
    c.EventName,
    c.SourceIpAddress,
    c.TimeGenerated,
    c.UserIdentityArn,
    c_2.Weight,
    c.eventId,
    c_2."row"
  FROM calls_events AS c
  JOIN calls_weights AS c_2
    ON c.EventName = c_2.EventName
),
calls_ranked AS (
  SELECT
    EventName,
    SourceIpAddress,
    UserIdentityArn,
    Weight,
    TimeGenerated AS eventTime,
    eventId,
    "row",
    row_number() OVER (PARTITION BY UserIdentityArn ORDER BY Weight DESC, TimeGenerated NULLS FIRST, eventId, "row" NULLS FIRST) AS max_rank
  FROM calls
  WHERE TimeGenerated >= current_timestamp - INTERVAL '1' DAY
),
grouped AS (
  SELECT
    UserIdentityArn,
    coalesce(sum(Weight), 0) AS Total,
    arbitrary(EventName) FILTER (WHERE max_rank = 1) AS Call,
    arbitrary(SourceIpAddress) FILTER (WHERE max_rank = 1) AS SourceIpAddress,
    array_sort(array_agg(DISTINCT eventId)) AS events
  FROM calls_ranked
  GROUP BY 1
),
grouped_2 AS (
  SELECT
    UserIdentityArn,
    Total,
    Call,
    SourceIpAddress,
    events
  FROM grouped
  WHERE Total >= 10
),
before AS (
  SELECT
    UserIdentityArn,
    count(*) AS Earlier,
    array_sort(array_agg(DISTINCT eventId)) AS events
  FROM calls
  WHERE TimeGenerated < current_timestamp - INTERVAL '1' DAY
  GROUP BY 1
)
SELECT
  g.UserIdentityArn,
  g.Total,
  coalesce(g.Call, '') AS Call,
  coalesce(g.SourceIpAddress, '') AS SourceIpAddress,
  array_sort(
    array_distinct(
      filter(
        coalesce(g.events, CAST(ARRAY[] AS ARRAY(VARCHAR))) || coalesce(b.events, CAST(ARRAY[] AS ARRAY(VARCHAR))),
        id -> id <> ''
      )
    )
  ) AS evidence
FROM grouped_2 AS g
LEFT JOIN before AS b
  ON g.UserIdentityArn = b.UserIdentityArn
WHERE b.Earlier IS NULL
