-- Rows for the query: the watchlist KeyAdmins
-- Put files with a JSON object a line below LOCATION; its keys: _dtitemid, lastupdatedtimeutc, searchkey, watchlistitem
-- Times are ISO 8601 with Z or an offset.
CREATE EXTERNAL TABLE IF NOT EXISTS keyadmins (
  `_dtitemid` string,
  lastupdatedtimeutc string,
  searchkey string,
  watchlistitem string
)
ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
  OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION 's3://amzn-s3-demo-bucket/ruleport-inputs/keyadmins/';
