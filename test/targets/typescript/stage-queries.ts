/** Queries of every operator at which rows wait, run against the reference and compiled. */

/** Two groups and one of nulls and empty texts; ties, duplicates, NaN. */
export const ROWS = `datatable(k:string, n:long, i:int, r:real, s:string, b:bool, t:datetime, u:timespan, d:dynamic)[
  "a", 1, 5, 1.5, "x", true, datetime(2024-01-02), 1h, dynamic([1,"a"]),
  "a", 3, 2, real(nan), "B", false, datetime(2024-01-01), -3h, dynamic({"k":1,"j":2}),
  "a", 3, 2, 2.5, "x", true, datetime(2024-01-01), 2d, dynamic({"k":2}),
  "b", long(null), int(null), real(null), "", bool(null), datetime(null), timespan(null), dynamic(null),
  "", 10, 10, -1.0, "", false, datetime(1960-05-01T01:02:03.4567891Z), 0s, dynamic("x"),
  "", 9, 9, 3.0, "é", bool(null), datetime(1960-05-01), 1s, dynamic([[1],{"q":null},null])]`;

export const CALLS = [
  ...['count()', 'countif(n > 2)', 'countif(b)', 'dcount(s)', 'dcount(n)', 'dcount(r)', 'dcount(b)', 'dcount(t)'],
  ...['dcount(u)', 'dcountif(n, b)', 'count_distinct(k)', 'dcount(tostring(d))', 'dcount(strlen(s))'],
  ...['sum(n)', 'sum(i)', 'sum(r)', 'sum(u)', 'sum(strlen(s))', 'sumif(n, b)', 'sum(iff(b, 1, 0))'],
  ...['avg(n)', 'avg(r)', 'avg(t)', 'avg(u)', 'avgif(n, b)', 'avg(strlen(s))'],
  ...['stdev(n)', 'stdevp(n)', 'variance(n)', 'variancep(n)', 'stdev(i)', 'stdevif(n, b)'],
  ...['percentile(n, 50)', 'percentile(r, 90)', 'percentile(t, 10)', 'percentile(u, 75)', 'percentiles(n, 5, 95)'],
  ...['percentilew(n, i, 50)', 'percentilew(t, n, 75)', 'percentilew(r, i - 5, 50)', 'percentilesw(n, i, 5, 95)'],
  ...['percentiles_array(n, 5, 95)', 'percentiles_array(t, dynamic([10, 90.5]))', 'percentilesw_array(u, n, 10, 60)'],
  ...['covariance(n, i)', 'covariancep(r, i)', 'covarianceif(n, i, b)'],
  ...['min(n)', 'max(n)', 'min(r)', 'max(r)', 'min(t)', 'max(t)', 'min(s)', 'max(s)', 'min(u)', 'max(u)', 'min(b)'],
  ...['max(b)', 'minif(n, b)', 'maxif(s, b)', 'min(strlen(s))'],
  ...['arg_max(n, s)', 'arg_min(n, s)', 'arg_max(t, *)', 'arg_min(s, n, t)', 'arg_max(r, s)', 'arg_max(strlen(s), n)'],
  ...['take_any(s)', 'take_any(n)', 'take_any(s, n)', 'take_anyif(s, b)', 'any(d)'],
  ...['make_set(s)', 'make_set(n)', 'make_set(r)', 'make_set(b)', 'make_set(t)', 'make_set(u)', 'make_set(d)'],
  ...['make_set(s, 1)', 'make_set_if(s, b)', 'make_set(strlen(s))', 'make_set(i, 2)'],
  ...['make_list(s)', 'make_list(n)', 'make_list(t)', 'make_list(d)', 'make_list(u, 1)', 'make_list_if(s, b)'],
  ...['make_list_with_nulls(n)', 'make_list(strlen(s), 2)', 'make_bag(d)', 'make_bag(d, 1)', 'make_bag_if(d, b)'],
  ...['binary_all_and(n)', 'binary_all_or(n)', 'binary_all_xor(i)', 'avg(n) * 2.0', 'count() + sum(n)'],
];

/** Behind `ROWS`. */
export const GROUPS = [
  'summarize count() by k',
  'summarize by k',
  'distinct k',
  'distinct k, b, t',
  'project-away d | distinct *',
  'count',
  'summarize count() by n',
  'summarize count() by b, r',
  'summarize count() by t, u, i',
  'summarize count() by strlen(s)',
  'summarize count() by size = iff(n > 2, "many", "few")',
  'extend j = tostring(d) | summarize count() by j',
  'summarize a = count() by k | where a > 1 | summarize b = sum(a), c = make_set(k)',
  'summarize s = make_set(s) by k | extend n = array_length(s), head = tostring(s[0])',
  'summarize s = make_set(s) by k | mv-expand s to typeof(string) | summarize count() by s',
  'summarize s = make_list(s) by k | summarize make_set(s)',
  'summarize n = count(), m = max(n) by k | project-away n | extend z = m + 1',
  'summarize arg_max(t, *) by b | summarize take_any(*) by k',
  'summarize count(), count() by k',
  'summarize n = count() by k | extend o = n * n, p = n / 2, q = n > 1',
  'extend group = k, index = n | summarize row = count() by group, index',
];

/** Behind `ROWS`. */
export const ORDERS = [
  'sort by n',
  'sort by n asc, s desc',
  'sort by t asc nulls last | take 2',
  'sort by r desc nulls first | take 3 | project k, n',
  'sort by s asc | take 1',
  'sort by b desc nulls last, u asc | take 4',
  'top 2 by n',
  'top 3 by s asc',
  'top 1 by strlen(s) desc',
  'take 2',
  'take 0 | summarize count()',
  'take 100',
  'take 2 | take 1',
  'sort by n asc | extend p = prev(n), q = next(n), r2 = prev(s), m = next(t)',
  'sort by n asc | extend p = prev(n, 2), q = next(n, 1, -1), z = prev(s, 1, "none"), x = prev(s, 0)',
  'sort by n asc | extend p = prev(n, 1, 9223372036854775807)',
  'serialize | extend a = row_number(), c = row_number(5), e = row_number(1, k != prev(k))',
  'sort by k asc, n asc | extend a = row_cumsum(n), c = row_cumsum(r), f = row_cumsum(n, prev(k) != k)',
  'sort by k asc, n asc | extend a = row_rank_dense(k), c = row_rank_min(k), e = row_rank_min(n, prev(k) != k)',
  'sort by n asc | extend d = n - prev(n) | where d > 1 | project k',
  'sort by n asc | where isnotempty(k) | extend a = row_number() | summarize max(a) by k',
];

const OTHER = 'datatable(k:string, n:long, o:string)["a", 7, "q", "c", long(null), "", "", 9223372036854775807, "z"]';

export const UNIONS = [
  `${ROWS} | union (${OTHER})`,
  `${ROWS} | union (${OTHER} | extend n = 1) | summarize count(), sum(n) by k`,
  `union (${OTHER} | project x = k, y = k), (${OTHER} | project x = o, y = k)`,
  `union (${OTHER}), (${OTHER}) | where n > 0 | union (${ROWS} | project k) | summarize count() by k`,
  `${ROWS} | summarize n = count() by k | union (${OTHER} | project k, n)`,
  `let g = ${ROWS} | summarize c = count() by k; g | join kind=inner (g | where c > 1) on k`,
  `let g = ${ROWS} | summarize c = count(), s = make_set(s) by k; g | union (g | extend c = c + 1) | project-away s`,
  `let g = ${ROWS} | summarize c = count() by k; let h = g | where c > 1; h | join kind=leftouter h on k | join kind=leftanti (g | where k == "a") on k`,
  `let g = ${ROWS} | take 3; union g, g, g | count`,
  `let m = toscalar(${ROWS} | summarize max(n)); ${OTHER} | extend z = m | where n <= m`,
  `${OTHER} | where k in ((${ROWS} | summarize by k))`,
  `${OTHER} | where k !in ((${ROWS} | distinct k)) | project k`,
];

const logins = 'AWSCloudTrail | where EventName == "Login"';

export const LOGS = [
  'AWSCloudTrail | summarize count() by UserIdentityArn',
  'AWSCloudTrail | summarize count()',
  'AWSCloudTrail | summarize start = min(TimeGenerated), ips = make_set(SourceIpAddress), l = make_list(EventName) by UserIdentityArn',
  'AWSCloudTrail | summarize arg_max(TimeGenerated, EventName), take_any(SourceIpAddress) by UserIdentityArn',
  'AWSCloudTrail | summarize arg_min(EventName, *) by SourceIpAddress | project EventName, UserIdentityArn, AwsEventId',
  'AWSCloudTrail | summarize n = count() by UserIdentityArn, SourceIpAddress | summarize sum(n), make_set(UserIdentityArn) by SourceIpAddress',
  'AWSCloudTrail | distinct UserIdentityArn, EventName',
  'AWSCloudTrail | take 2',
  'AWSCloudTrail | sort by UserIdentityArn desc | take 3',
  'AWSCloudTrail | sort by TimeGenerated asc | extend p = prev(EventName), d = TimeGenerated - prev(TimeGenerated)',
  'AWSCloudTrail | serialize n = row_number() | where n > 2',
  `${logins} | union (AWSCloudTrail | where EventName == "Logout" | summarize n = count() by UserIdentityArn)`,
  `${logins} | summarize n = count() by UserIdentityArn | join kind=leftouter (AWSCloudTrail | where EventName == "Logout") on UserIdentityArn`,
  `${logins} | join kind=fullouter (AWSCloudTrail | where EventName == "Logout" | summarize n = count() by UserIdentityArn) on UserIdentityArn | project UserIdentityArn, n`,
  `let l = ${logins} | summarize n = count() by UserIdentityArn; l | join kind=inner (l | summarize t = sum(n)) on $left.n == $right.t | union l`,
  `let l = ${logins} | summarize n = count() by UserIdentityArn; AWSCloudTrail | where UserIdentityArn in (l)`,
  `AWSCloudTrail | where EventName == "Logout" | union (${logins}) | summarize make_list(AwsEventId) by SourceIpAddress`,
  `union isfuzzy=true (${logins} | extend a = 1), (AWSCloudTrail | extend b = "x") | project a, b, EventName`,
  `AWSCloudTrail | join kind=innerunique (${logins} | summarize n = count() by UserIdentityArn) on UserIdentityArn | project UserIdentityArn, n, AwsEventId`,
];
