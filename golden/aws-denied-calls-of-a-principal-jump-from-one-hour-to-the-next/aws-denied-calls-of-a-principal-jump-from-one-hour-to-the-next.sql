-- AWS - Denied calls of a principal jump from one hour to the next
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a07, version 1.0.0, for Amazon Athena engine version 3
WITH grouped AS (
  SELECT
    coalesce(useridentity.principalid, '') AS UserIdentityPrincipalid,
    date_trunc('hour', at_timezone(TRY(from_iso8601_timestamp(eventtime)), 'UTC')) AS Hour,
    count(*) AS Denied,
    slice(array_sort(array_agg(DISTINCT coalesce(eventname, ''))), 1, 20) AS Calls,
    array_sort(array_agg(DISTINCT coalesce(eventid, ''))) AS events
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '6' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '6' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND regexp_like(
      translate(errorcode, 'ACDEHINOPRSTUZ', 'acdehinoprstuz'),
      '(?:^|[^0-9A-Za-z])(?:accessdenied|unauthorizedoperation)(?:[^0-9A-Za-z]|\z)'
    )
  GROUP BY 1, 2
),
grouped_2 AS (
  SELECT
    UserIdentityPrincipalid,
    Hour,
    Denied,
    Calls,
    events,
    lag(UserIdentityPrincipalid, 1, '') OVER (ORDER BY UserIdentityPrincipalid, Hour NULLS FIRST) AS "window",
    lag(Hour) OVER (ORDER BY UserIdentityPrincipalid, Hour NULLS FIRST) AS window1
  FROM grouped
),
grouped_3 AS (
  SELECT
    UserIdentityPrincipalid,
    Hour,
    Denied,
    Calls,
    "window" = UserIdentityPrincipalid
    AND CASE
      WHEN window1 IS NULL AND Hour - INTERVAL '1' HOUR IS NULL THEN NULL
      ELSE coalesce(window1 = Hour - INTERVAL '1' HOUR, FALSE)
    END AS SamePrincipal,
    events
  FROM grouped_2
),
grouped_4 AS (
  SELECT
    UserIdentityPrincipalid,
    Hour,
    Denied,
    Calls,
    SamePrincipal,
    events,
    lag(Denied) OVER (ORDER BY UserIdentityPrincipalid, Hour NULLS FIRST) AS "window"
  FROM grouped_3
),
grouped_5 AS (
  SELECT
    UserIdentityPrincipalid,
    Hour,
    Denied,
    Calls,
    CASE WHEN SamePrincipal THEN "window" ELSE 0 END AS Before,
    events
  FROM grouped_4
)
SELECT
  UserIdentityPrincipalid,
  Hour,
  Denied,
  Before,
  json_format(CAST(Calls AS JSON)) AS Calls,
  filter(events, id -> id <> '') AS evidence
FROM grouped_5
WHERE Denied >= 10
  AND Denied > TRY(CAST(3 AS BIGINT) * Before)
