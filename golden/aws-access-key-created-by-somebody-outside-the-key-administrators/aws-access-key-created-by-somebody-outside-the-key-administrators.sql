-- AWS - Access key created by somebody outside the key administrators
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a05, version 1.0.0, for Amazon Athena engine version 3
-- Reads the table keyadmins, which you fill with the watchlist KeyAdmins: aws-access-key-created-by-somebody-outside-the-key-administrators.keyadmins.ddl.sql makes it.
WITH KeyAdmins_2 AS (
  SELECT
    coalesce(searchkey, '') AS UserIdentityArn
  FROM keyadmins
)
SELECT
  TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
  coalesce(eventid, '') AS AwsEventId,
  coalesce(useridentity.arn, '') AS UserIdentityArn,
  coalesce(
    json_extract_scalar(responseelements, '$.accessKey.userName'),
    nullif(json_format(json_extract(responseelements, '$.accessKey.userName')), 'null'),
    ''
  ) AS KeyOwner,
  coalesce(
    json_extract_scalar(responseelements, '$.accessKey.accessKeyId'),
    nullif(json_format(json_extract(responseelements, '$.accessKey.accessKeyId')), 'null'),
    ''
  ) AS KeyId,
  coalesce(sourceipaddress, '') AS SourceIpAddress,
  filter(ARRAY[eventid], id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND eventname = 'CreateAccessKey'
  AND coalesce(errorcode, '') = ''
  AND coalesce(useridentity.arn, '') NOT IN (SELECT UserIdentityArn FROM KeyAdmins_2)
