-- AWS - One access key used from many addresses
-- Microsoft Sentinel rule 3d0b6f1e-5a0c-4f0e-9a34-0d6f7c1f2a08, version 1.0.0, for Amazon Athena engine version 3
SELECT
  coalesce(useridentity.accesskeyid, '') AS UserIdentityAccessKeyId,
  coalesce(useridentity.username, '') AS UserIdentityUserName,
  count(DISTINCT coalesce(sourceipaddress, '')) AS Addresses,
  coalesce(
    element_at(
      array_agg(sourceipaddress ORDER BY TRY(from_iso8601_timestamp(eventtime)) NULLS FIRST, coalesce(eventid, '')) FILTER (WHERE sourceipaddress <> ''),
      1
    ),
    ''
  ) AS SourceIpAddress,
  json_format(CAST(slice(array_sort(array_agg(DISTINCT coalesce(sourceipaddress, ''))), 1, 50) AS JSON)) AS AddressList,
  count(*) FILTER (WHERE errorcode <> '') AS Failed,
  filter(array_sort(array_agg(DISTINCT coalesce(eventid, ''))), id -> id <> '') AS evidence
FROM cloudtrail_logs_pp
WHERE "timestamp" >= date_format(at_timezone(current_timestamp - INTERVAL '1' HOUR, 'UTC'), '%Y/%m/%d')
  AND TRY(from_iso8601_timestamp(eventtime)) >= current_timestamp - INTERVAL '1' HOUR
  AND TRY(from_iso8601_timestamp(eventtime)) < current_timestamp
  AND useridentity.accesskeyid <> ''
  AND starts_with(useridentity.accesskeyid, 'AKIA')
  AND regexp_like(
    sourceipaddress,
    '^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(?:/0?(?:[0-2]?[0-9]|3[0-2]))?\z'
  )
  AND NOT regexp_like(sourceipaddress, '^(?:10|192\.168|172\.(?:1[6-9]|2[0-9]|3[01]))\.')
GROUP BY 1, 2
HAVING count(DISTINCT coalesce(sourceipaddress, '')) > 4
