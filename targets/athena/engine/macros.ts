/**
 * Trino's functions in DuckDB, by Trino's names: those that DuckDB lacks, and those that it understands otherwise. Both the
 * emitted queries and bare query texts rely on them. What stands neither here nor in DuckDB is refused when a text uses it.
 * https://trino.io/docs/current/functions.html
 */
export const TRINO_MACROS: readonly string[] = [
  // JSON. Trino gives NULL for broken text where DuckDB fails the query, and writes keys as $["a b"].
  `trino_json(s) AS TRY_CAST(s AS JSON)`,
  `trino_path(p) AS CASE WHEN p LIKE '$%' THEN system.main.regexp_replace(p, '\\["((?:[^"\\\\]|\\\\.)*)"\\]', '."\\1"', 'g') ELSE p END`,
  `json_extract(s, p) AS system.main.json_extract(trino_json(s), trino_path(p))`,
  `json_extract_scalar(s, p) AS CASE WHEN json_type(trino_json(s), trino_path(p)) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL
     ELSE json_extract_string(trino_json(s), trino_path(p)) END`,
  `json_parse(s) AS CAST(s AS JSON)`,
  `json_format(j) AS CAST(j AS VARCHAR)`,
  `json_array_length(s) AS CASE WHEN json_type(trino_json(s)) = 'ARRAY' THEN CAST(system.main.json_array_length(trino_json(s)) AS BIGINT) END`,
  `is_json_scalar(s) AS json_type(trino_json(s)) NOT IN ('OBJECT', 'ARRAY')`,

  // Arrays and maps: a subscript gives NULL out of range, and counts from the end when negative.
  `element_at(x, k) AS x[k]`,
  `cardinality(x) AS CAST(len(x) AS BIGINT)`,
  `contains(x, e) AS array_has(x, e)`,
  `slice(x, a, n) AS list_slice(x, a, a + n - 1)`,
  // DuckDB's array_to_string takes no computed separator.
  `array_join(x, d) AS substr(array_to_string(list_transform(list_filter(x, e -> e IS NOT NULL), e -> d || e), ''), length(d) + 1),
     (x, d, n) AS substr(array_to_string(list_transform(x, e -> d || coalesce(e, n)), ''), length(d) + 1)`,
  `array_max(x) AS list_max(x)`,
  `array_min(x) AS list_min(x)`,
  `arrays_overlap(a, b) AS list_has_any(a, b)`,

  // Text. Trino's substr gives '' for position 0 and before the start, and NULL arguments make concat NULL.
  `split(s, d) AS string_split(s, d)`,
  `split_to_array(s, d) AS string_split(s, d)`,
  // DuckDB's takes no number beyond 32 bits.
  `substr(s, i) AS CASE WHEN i = 0 OR i < -length(s) OR i > length(s) THEN '' ELSE system.main.substr(s, i) END,
     (s, i, n) AS CASE WHEN i = 0 OR i < -length(s) OR i > length(s) OR n <= 0 THEN '' ELSE system.main.substr(s, i, CASE WHEN n > length(s) THEN length(s) ELSE n END) END`,
  `concat(a, b) AS a || b, (a, b, c) AS a || b || c, (a, b, c, d) AS a || b || c || d, (a, b, c, d, e) AS a || b || c || d || e`,
  `greatest(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.greatest(a, b) END`,
  `least(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN system.main.least(a, b) END`,

  // Regular expressions: RE2 for Java's, so lookaround and back-references are refused, and $ is only the end.
  `regexp_like(s, p) AS regexp_matches(s, p)`,
  `regexp_extract(s, p) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p) END,
     (s, p, g) AS CASE WHEN regexp_matches(s, p) THEN system.main.regexp_extract(s, p, g) END`,
  `regexp_replace(s, p) AS system.main.regexp_replace(s, p, '', 'g'),
     (s, p, r) AS system.main.regexp_replace(s, p, replace(r, '$', '\\'), 'g')`,
  // The shortest text before a match ends where the first match starts.
  `regexp_position(s, p) AS CASE WHEN regexp_matches(s, p)
     THEN length(system.main.regexp_extract(s, '\\A((?s:.*?))(?:' || p || ')', 1)) + 1 ELSE -1 END`,

  // IPv4: only for what is an address.
  `ipv4_number(s) AS CAST(string_split(s, '.')[1] AS BIGINT) * 16777216 + CAST(string_split(s, '.')[2] AS BIGINT) * 65536
     + CAST(string_split(s, '.')[3] AS BIGINT) * 256 + CAST(string_split(s, '.')[4] AS BIGINT)`,
  `bitwise_and(a, b) AS a & b`,
  `bitwise_or(a, b) AS a | b`,
  `bitwise_xor(a, b) AS xor(a, b)`,
  `bitwise_not(a) AS ~a`,
  `is_nan(x) AS isnan(x)`,
  `is_infinite(x) AS isinf(x)`,
  `is_finite(x) AS isfinite(x)`,

  // Bytes: hashes of them are bytes, where DuckDB's are their digits.
  `to_utf8(s) AS encode(s)`,
  `to_hex(b) AS hex(b)`,
  `sha256(b) AS unhex(system.main.sha256(b))`,
  `sha1(b) AS unhex(system.main.sha1(b))`,
  `md5(b) AS unhex(system.main.md5(b))`,

  `bitwise_right_shift(v, n) AS CASE WHEN n > 63 THEN 0 ELSE v >> CAST(n AS INTEGER) END`,

  // Time. The forms of ISO 8601 that Ruleport reads; the session's zone is UTC.
  `from_iso8601_timestamp(s) AS CASE WHEN regexp_full_match(s,
     '\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,7})?(Z|[+-]\\d{2}:\\d{2})?)?') THEN TRY_CAST(s AS TIMESTAMPTZ) END`,
  `in_utc(t, z) AS t`,
  `at_timezone(t, z) AS CASE WHEN z = 'UTC' THEN t ELSE error('only the time zone UTC is known here') END`,
  `to_iso8601(t) AS strftime(CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ')`,
  // DuckDB takes no computed format, so the parts are put in one by one.
  `utc(t) AS CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'UTC'`,
  `date_format(t, f) AS CASE WHEN regexp_matches(f, '%[^YmdHisT]') THEN error('only %Y %m %d %H %i %s %T are known here') ELSE
     replace(replace(replace(replace(replace(replace(replace(f, '%T', strftime(utc(t), '%H:%M:%S')),
     '%Y', strftime(utc(t), '%Y')), '%m', strftime(utc(t), '%m')), '%d', strftime(utc(t), '%d')),
     '%H', strftime(utc(t), '%H')), '%i', strftime(utc(t), '%M')), '%s', strftime(utc(t), '%S')) END`,
  `date_add(p, n, t) AS CASE p WHEN 'millisecond' THEN t + to_microseconds(CAST(n AS BIGINT) * 1000) WHEN 'second' THEN t + to_seconds(n)
     WHEN 'minute' THEN t + to_minutes(n) WHEN 'hour' THEN t + to_hours(n) WHEN 'day' THEN t + to_days(CAST(n AS INTEGER))
     WHEN 'week' THEN t + to_days(CAST(n * 7 AS INTEGER)) WHEN 'month' THEN t + to_months(CAST(n AS INTEGER))
     WHEN 'quarter' THEN t + to_months(CAST(n * 3 AS INTEGER)) WHEN 'year' THEN t + to_years(CAST(n AS INTEGER)) END`,
  // Whole units that have passed, where DuckDB counts the borders between.
  `date_diff(p, a, b) AS date_sub(p, a, b)`,
  `to_unixtime(t) AS epoch(t)`,
  `from_unixtime(s) AS to_timestamp(s)`,
];
