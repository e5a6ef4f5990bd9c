-- AWSCloudTrail - Suspicious command sent to EC2
-- Microsoft Sentinel rule 21702832-aff3-4bd6-a8e1-663b6818503d, version 1.0.2, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    awsregion AS AWSRegion,
    recipientaccountid AS RecipientAccountId,
    CASE
      WHEN coalesce(resource.arn, resource.accountid, resource.type) IS NOT NULL THEN json_format(
        CAST(
          map_filter(
            map(ARRAY['ARN', 'accountId', 'type'], ARRAY[resource.arn, resource.accountid, resource.type]),
            (k, v) -> v IS NOT NULL
          )
         AS JSON)
      )
    END AS Resources,
    sourceipaddress AS SourceIpAddress,
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    useridentity.arn AS UserIdentityArn,
    useridentity.principalid AS UserIdentityPrincipalid,
    useridentity.username AS UserIdentityUserName,
    coalesce(eventid, '') AS eventId,
    coalesce(
      json_extract_scalar(requestparameters, '$.bucketName'),
      nullif(json_format(json_extract(requestparameters, '$.bucketName')), 'null'),
      ''
    ) AS s3bucket,
    resource.ordinal - 1 AS item,
    resource.accountid AS accountId
  FROM cloudtrail_logs_pp
  CROSS JOIN UNNEST(coalesce(resources, ARRAY[NULL])) WITH ORDINALITY AS resource (arn, accountid, type, ordinal)
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' DAY, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' DAY
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventname = 'PutObject'
    AND coalesce(errorcode, '') = ''
    AND coalesce(errormessage, '') = ''
    AND strpos(
      translate(
        json_format(
          CAST(
            map_filter(
              map(ARRAY['ARN', 'accountId', 'type'], ARRAY[resource.arn, resource.accountid, resource.type]),
              (k, v) -> v IS NOT NULL
            )
           AS JSON)
        ),
        'ACDINOTU',
        'acdinotu'
      ),
      'accountid'
    ) > 0
    AND coalesce(resource.accountid, '') <> coalesce(recipientaccountid, '')
),
events_ranked AS (
  SELECT
    AWSRegion,
    RecipientAccountId,
    Resources,
    SourceIpAddress,
    TimeGenerated,
    UserIdentityArn,
    UserIdentityPrincipalid,
    UserIdentityUserName,
    eventId,
    s3bucket,
    item,
    accountId,
    row_number() OVER (PARTITION BY s3bucket ORDER BY TimeGenerated NULLS FIRST, eventId, item) AS key_rank
  FROM events
),
command_executed_events AS (
  SELECT
    responseelements AS ResponseElements,
    useridentity.arn AS UserIdentityArn,
    useridentity.username AS UserIdentityUserName,
    eventid AS eventId,
    coalesce(
      json_extract_scalar(requestparameters, '$.parameters'),
      nullif(json_format(json_extract(requestparameters, '$.parameters')), 'null')
    ) AS params,
    coalesce(
      json_extract_scalar(requestparameters, '$.outputS3BucketName'),
      nullif(json_format(json_extract(requestparameters, '$.outputS3BucketName')), 'null')
    ) AS s3bucketCommand,
    coalesce(
      json_extract_scalar(requestparameters, '$.outputLocation.s3Location.outputS3BucketName'),
      nullif(
        json_format(json_extract(requestparameters, '$.outputLocation.s3Location.outputS3BucketName')),
        'null'
      )
    ) AS s3bucketAssociation
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' DAY, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' DAY
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventname IN ('SendCommand', 'CreateAssociation')
    AND coalesce(errorcode, '') = ''
    AND coalesce(errormessage, '') = ''
),
command_executed_events_2 AS (
  SELECT
    UserIdentityArn,
    UserIdentityUserName,
    eventId,
    params,
    s3bucketCommand,
    s3bucketAssociation,
    coalesce(
      json_extract_scalar(ResponseElements, '$.command.commandId'),
      nullif(json_format(json_extract(ResponseElements, '$.command.commandId')), 'null')
    ) AS commandId,
    coalesce(
      json_extract_scalar(ResponseElements, '$.associationDescription.associationId'),
      nullif(json_format(json_extract(ResponseElements, '$.associationDescription.associationId')), 'null')
    ) AS associationId
  FROM command_executed_events
  WHERE params <> ''
),
command_executed AS (
  SELECT
    coalesce(nullif(UserIdentityUserName, ''), element_at(split(UserIdentityArn, '/'), -1)) AS UserIdentityUserName,
    eventId,
    params,
    s3bucketCommand,
    s3bucketAssociation,
    commandId,
    associationId,
    coalesce(nullif(commandId, ''), associationId) AS executionId,
    coalesce(nullif(s3bucketCommand, ''), s3bucketAssociation, '') AS s3bucket
  FROM command_executed_events_2
),
joined AS (
  SELECT
    e.AWSRegion,
    e.RecipientAccountId,
    e.Resources,
    e.SourceIpAddress,
    e.TimeGenerated,
    e.UserIdentityArn,
    e.UserIdentityPrincipalid,
    e.UserIdentityUserName,
    e.eventId,
    e.s3bucket,
    e.accountId,
    c.UserIdentityUserName AS UserIdentityUserName1,
    c.params,
    c.s3bucketCommand,
    c.s3bucketAssociation,
    c.commandId,
    c.associationId,
    c.executionId,
    c.s3bucket AS s3bucket1,
    c.eventId AS eventId1,
    element_at(split(e.UserIdentityArn, '/'), -1) AS UserName
  FROM events_ranked AS e
  JOIN command_executed AS c
    ON e.s3bucket = c.s3bucket
  WHERE e.key_rank = 1
),
joined_2 AS (
  SELECT
    AWSRegion,
    RecipientAccountId,
    Resources,
    SourceIpAddress,
    TimeGenerated,
    UserIdentityArn,
    eventId,
    s3bucket,
    accountId,
    UserIdentityUserName1,
    params,
    s3bucketCommand,
    s3bucketAssociation,
    commandId,
    associationId,
    executionId,
    s3bucket1,
    eventId1,
    UserName,
    CASE
      WHEN UserIdentityPrincipalid = 'Anonymous' THEN 'Anonymous'
      ELSE coalesce(nullif(UserIdentityUserName, ''), UserName)
    END AS AccountName
  FROM joined
)
SELECT
  coalesce(AWSRegion, '') AS AWSRegion,
  coalesce(RecipientAccountId, '') AS RecipientAccountId,
  Resources,
  coalesce(SourceIpAddress, '') AS SourceIpAddress,
  TimeGenerated,
  coalesce(UserIdentityArn, '') AS UserIdentityArn,
  s3bucket,
  coalesce(accountId, '') AS accountId,
  coalesce(UserIdentityUserName1, '') AS UserIdentityUserName1,
  coalesce(params, '') AS params,
  coalesce(s3bucketCommand, '') AS s3bucketCommand,
  coalesce(s3bucketAssociation, '') AS s3bucketAssociation,
  coalesce(commandId, '') AS commandId,
  coalesce(associationId, '') AS associationId,
  coalesce(executionId, '') AS executionId,
  s3bucket1,
  coalesce(UserName, '') AS UserName,
  coalesce(
    CASE WHEN strpos(AccountName, '@') > 0 THEN element_at(split(AccountName, '@'), 1) ELSE AccountName END,
    ''
  ) AS AccountName,
  coalesce(CASE WHEN strpos(AccountName, '@') > 0 THEN element_at(split(AccountName, '@'), 2) ELSE '' END, '') AS AccountUPNSuffix,
  array_sort(array_distinct(filter(ARRAY[eventId, eventId1], id -> id <> ''))) AS evidence
FROM joined_2
