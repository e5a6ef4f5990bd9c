-- AWS - Many denied S3 reads from one address
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a01, version 1.0.0, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    requestparameters AS RequestParameters,
    coalesce(sourceipaddress, '') AS SourceIpAddress,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    eventid AS eventId,
    coalesce(
      json_extract_scalar(requestparameters, '$.bucketName'),
      nullif(json_format(json_extract(requestparameters, '$.bucketName')), 'null'),
      ''
    ) AS Bucket
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventsource = 's3.amazonaws.com'
    AND eventname IN ('GetObject', 'HeadObject')
    AND errorcode IN ('AccessDenied', 'NoSuchKey')
)
SELECT
  SourceIpAddress,
  Bucket,
  date_add(
    'millisecond',
    -(date_diff('millisecond', TIMESTAMP '0001-01-01 00:00:00 UTC', TimeGenerated) % 900000),
    TimeGenerated
  ) AS TimeGenerated,
  count(*) AS Denied,
  count(DISTINCT coalesce(json_extract_scalar(RequestParameters, '$.key'), nullif(json_format(json_extract(RequestParameters, '$.key')), 'null'), '')) AS Keys,
  min(TimeGenerated) AS FirstSeen,
  max(TimeGenerated) AS LastSeen,
  filter(array_sort(array_agg(DISTINCT coalesce(eventId, ''))), id -> id <> '') AS evidence
FROM events
WHERE Bucket <> ''
GROUP BY 1, 2, 3
HAVING count(*) > 20
