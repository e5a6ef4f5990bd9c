-- AWS - IAM policy that allows everything
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a04, version 1.0.0, for Amazon Athena engine version 3
SELECT
  TRY(from_iso8601_timestamp(eventtime)) AS TimeGenerated,
  coalesce(eventid, '') AS AwsEventId,
  coalesce(eventname, '') AS EventName,
  coalesce(
    nullif(
      coalesce(
        json_extract_scalar(requestparameters, '$.policyName'),
        nullif(json_format(json_extract(requestparameters, '$.policyName')), 'null')
      ),
      ''
    ),
    element_at(
      split(
        coalesce(
          json_extract_scalar(requestparameters, '$.policyArn'),
          nullif(json_format(json_extract(requestparameters, '$.policyArn')), 'null')
        ),
        '/'
      ),
      -1
    ),
    ''
  ) AS PolicyName,
  coalesce(useridentity.arn, '') AS UserIdentityArn,
  coalesce(sourceipaddress, '') AS SourceIpAddress,
  filter(ARRAY[eventid], id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
CROSS JOIN UNNEST(CASE WHEN TRY(CAST(json_extract(CASE WHEN TRY(json_parse(coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END))) IS NOT NULL THEN coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END) END, '$.Statement') AS ARRAY(JSON))) IS NOT NULL THEN TRY(CAST(json_extract(CASE WHEN TRY(json_parse(coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END))) IS NOT NULL THEN coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END) END, '$.Statement') AS ARRAY(JSON))) ELSE CASE WHEN TRY(CAST(json_extract(CASE WHEN TRY(json_parse(coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END))) IS NOT NULL THEN coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END) END, '$.Statement') AS MAP(VARCHAR, JSON))) IS NOT NULL THEN map_values(transform_values(TRY(CAST(json_extract(CASE WHEN TRY(json_parse(coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END))) IS NOT NULL THEN coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END) END, '$.Statement') AS MAP(VARCHAR, JSON))), (k, v) -> CAST(map(ARRAY[k], ARRAY[v]) AS JSON))) ELSE ARRAY[json_extract(CASE WHEN TRY(json_parse(coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), CASE WHEN json_format(json_extract(requestparameters, '$.policyDocument')) <> 'null' THEN json_format(json_extract(requestparameters, '$.policyDocument')) END))) IS NOT NULL THEN coalesce(json_extract_scalar(requestparameters, '$.policyDocument'), nullif(json_format(json_extract(requestparameters, '$.policyDocument')), 'null')) END, '$.Statement')] END END) AS statement_rows (Statement)
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND eventsource = 'iam.amazonaws.com'
  AND coalesce(errorcode, '') = ''
  AND eventname IN ('CreatePolicy', 'CreatePolicyVersion', 'PutUserPolicy', 'PutRolePolicy', 'PutGroupPolicy')
  AND json_extract_scalar(statement_rows.Statement, '$.Effect') = 'Allow'
  AND coalesce(
    json_extract_scalar(statement_rows.Statement, '$.Condition'),
    nullif(json_format(json_extract(statement_rows.Statement, '$.Condition')), 'null'),
    ''
  ) = ''
  AND contains(
    transform(
      TRY(CAST(json_extract(CASE WHEN json_array_length(json_extract(statement_rows.Statement, '$.Action')) > 0 THEN CASE WHEN json_format(json_extract(statement_rows.Statement, '$.Action')) <> 'null' THEN json_format(json_extract(statement_rows.Statement, '$.Action')) END ELSE json_format(CAST(ARRAY[coalesce(json_extract_scalar(statement_rows.Statement, '$.Action'), CASE WHEN json_format(json_extract(statement_rows.Statement, '$.Action')) <> 'null' THEN json_format(json_extract(statement_rows.Statement, '$.Action')) END, '')] AS JSON)) END, '$') AS ARRAY(JSON))),
      e -> json_format(e)
    ),
    json_format(CAST('*' AS JSON))
  )
  AND contains(
    transform(
      TRY(CAST(json_extract(CASE WHEN json_array_length(json_extract(statement_rows.Statement, '$.Resource')) > 0 THEN CASE WHEN json_format(json_extract(statement_rows.Statement, '$.Resource')) <> 'null' THEN json_format(json_extract(statement_rows.Statement, '$.Resource')) END ELSE json_format(CAST(ARRAY[coalesce(json_extract_scalar(statement_rows.Statement, '$.Resource'), CASE WHEN json_format(json_extract(statement_rows.Statement, '$.Resource')) <> 'null' THEN json_format(json_extract(statement_rows.Statement, '$.Resource')) END, '')] AS JSON)) END, '$') AS ARRAY(JSON))),
      e -> json_format(e)
    ),
    json_format(CAST('*' AS JSON))
  )
