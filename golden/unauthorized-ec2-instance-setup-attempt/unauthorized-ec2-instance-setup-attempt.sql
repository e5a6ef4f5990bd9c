-- AWSCloudTrail - Unauthorized EC2 Instance Setup Attempt
-- Microsoft Sentinel rule f7210a45-12a4-4d02-b59e-f23476827a4b, version 1.0.1, for Amazon Athena engine version 3
WITH events AS (
  SELECT
    TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
    eventid AS AwsEventId,
    eventtype AS EventTypeName,
    useridentity.principalid AS UserIdentityPrincipalid,
    useridentity.type AS UserIdentityType,
    useridentity.accountid AS UserIdentityAccountId,
    CASE
      WHEN lower(useridentity.sessioncontext.attributes.mfaauthenticated) = 'true' THEN TRUE
      WHEN lower(useridentity.sessioncontext.attributes.mfaauthenticated) = 'false' THEN FALSE
    END AS SessionMfaAuthenticated,
    TRY(from_iso8601_timestamp(useridentity.sessioncontext.attributes.creationdate)) AS SessionCreationDate,
    useridentity.sessioncontext.sessionissuer.username AS SessionIssuerUserName,
    sourceipaddress AS SourceIpAddress,
    awsregion AS AWSRegion,
    useragent AS UserAgent,
    requestparameters AS RequestParameters,
    errormessage AS ErrorMessage,
    substr(useridentity.principalid, strpos(useridentity.principalid, ':') + 1) AS UserName
  FROM cloudtrail_logs_pp
  WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '10' MINUTE, 'UTC'), '%Y/%m/%d')
    AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '10' MINUTE
    AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
    AND eventname = 'RunInstances'
    AND errorcode = 'Client.UnauthorizedOperation'
)
SELECT
  TimeGenerated,
  coalesce(AwsEventId, '') AS AwsEventId,
  coalesce(EventTypeName, '') AS EventTypeName,
  coalesce(UserIdentityPrincipalid, '') AS UserIdentityPrincipalid,
  coalesce(UserIdentityType, '') AS UserIdentityType,
  coalesce(UserIdentityAccountId, '') AS UserIdentityAccountId,
  SessionMfaAuthenticated,
  SessionCreationDate,
  coalesce(SessionIssuerUserName, '') AS SessionIssuerUserName,
  coalesce(SourceIpAddress, '') AS SourceIpAddress,
  coalesce(AWSRegion, '') AS AWSRegion,
  coalesce(UserAgent, '') AS UserAgent,
  coalesce(RequestParameters, '') AS RequestParameters,
  coalesce(ErrorMessage, '') AS ErrorMessage,
  coalesce(UserName, '') AS UserName,
  element_at(split(coalesce(UserName, ''), '@'), 1) AS Name,
  element_at(split(coalesce(UserName, ''), '@'), 2) AS UpnSuffix,
  filter(ARRAY[AwsEventId], id -> id <> '') AS evidence
FROM events
