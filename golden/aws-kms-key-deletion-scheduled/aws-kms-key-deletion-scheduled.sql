-- AWS - KMS key deletion scheduled
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a11, version 1.0.0, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    eventid AS AwsEventId,
    eventname AS EventName,
    sourceipaddress AS SourceIpAddress,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    useridentity.arn AS UserIdentityArn,
    CASE
      WHEN starts_with(json_format(json_extract(requestparameters, '$.pendingWindowInDays')), '"') THEN CASE
        WHEN regexp_like(
          json_extract_scalar(requestparameters, '$.pendingWindowInDays'),
          '^[+-]?[0-9]{1,40}\z'
        ) THEN TRY_CAST(json_extract_scalar(requestparameters, '$.pendingWindowInDays') AS INTEGER)
      END
      ELSE TRY(CAST(truncate(TRY(CAST(json_extract(requestparameters, '$.pendingWindowInDays') AS DOUBLE))) AS INTEGER))
    END AS Days,
    coalesce(
      json_extract_scalar(requestparameters, '$.keyId'),
      nullif(json_format(json_extract(requestparameters, '$.keyId')), 'null')
    ) AS KeyId
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND translate(eventsource, 'ACKMNOSWZ', 'ackmnoswz') = 'kms.amazonaws.com'
    AND translate(eventname, 'ABCDEHIKLNOSTUY', 'abcdehiklnostuy') IN ('schedulekeydeletion', 'disablekey')
    AND coalesce(errorcode, '') = ''
    AND coalesce(errormessage, '') = ''
)
SELECT
  TimeGenerated,
  coalesce(AwsEventId, '') AS AwsEventId,
  coalesce(EventName, '') AS EventName,
  coalesce(KeyId, '') AS KeyId,
  Days,
  CASE WHEN Days IS NOT NULL AND Days <= 7 THEN 'soon' ELSE 'later' END AS Urgency,
  coalesce(UserIdentityArn, '') AS UserIdentityArn,
  coalesce(SourceIpAddress, '') AS SourceIpAddress,
  filter(ARRAY[AwsEventId], id -> id <> '') AS evidence
FROM events
