"""Judges Sigma documents with pySigma, a line of JSON at a time.

{"events": [...]}                sets the log
{"task": "check", "rules": ...}  {"errors": [...], "issues": [{"validator", "severity", "rule", "detail"}]}
{"task": "run", "rules": ...}    {"errors": [...], "hits": [{"title", "events": [eventID, ...]}]}: the SQL of the sqlite backend
"""

import json
import re
import sqlite3
import sys
import tempfile
from pathlib import Path

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule
from sigma.types import SigmaCompareExpression
from sigma.validation import SigmaValidator
from sigma.validators.core import validators as core_validators
from sigma.validators.sigmahq import validators as sigmahq_validators
from sigma.validators.sigmahq.data import data_filename, data_taxonomy

# These read ATT&CK and D3FEND over the network.
NEED_NETWORK = {"attacktag", "d3_fendtag", "sigmahq_tags_techniques_without_tactics"}

# What the others would read over the network, cut down to the log source of CloudTrail.
SOURCE = {"product": "aws", "service": None, "category": None}
TAXONOMY = {
    "aws_cloudtrail": {
        "logsource": {**SOURCE, "service": "cloudtrail"},
        "field": {"native": [], "custom": [], "redundant": []},
    }
}
FILENAMES = {"aws": {"logsource": SOURCE, "prefix": "aws_"}}


def offline_validators():
    folder = Path(tempfile.mkdtemp())
    for module, content in (
        (data_taxonomy, {"version": "none", "taxonomy": TAXONOMY}),
        (data_filename, {"version": "none", "pattern": FILENAMES}),
    ):
        file = folder / f"{module.__name__}.json"
        file.write_text(json.dumps(content))
        module.set_cache_dir(str(folder / module.__name__))
        module.set_url(str(file))
    found = {**core_validators, **sigmahq_validators}
    return [found[name] for name in sorted(found) if name not in NEED_NETWORK]


VALIDATORS = offline_validators()


def check(text):
    collection = SigmaCollection.from_yaml(text, collect_errors=True)
    errors = [str(error) for error in collection.errors]
    errors += [str(error) for rule in collection.rules for error in rule.errors]
    if errors:
        return {"errors": errors, "issues": []}
    issues = SigmaValidator(VALIDATORS).validate_rules(iter(collection.rules))
    return {
        "errors": [],
        "issues": [
            {
                "validator": type(issue).__name__,
                "severity": issue.severity.name,
                "rules": [rule.title for rule in issue.rules],
                "detail": {k: str(v) for k, v in vars(issue).items() if k != "rules"},
            }
            for issue in issues
        ],
    }


def flatten(value, path, into):
    """Every value of a record below its dotted path; below a list, those of all elements. Objects and lists are text, too."""
    if isinstance(value, dict):
        if path:
            into.setdefault(path, []).append(compact(value))
        for key, each in value.items():
            flatten(each, f"{path}.{key}" if path else key, into)
    elif isinstance(value, list):
        for each in value:
            flatten(each, path, into)
    elif isinstance(value, bool):
        into.setdefault(path, []).append("true" if value else "false")
    elif value is not None:
        into.setdefault(path, []).append(value)


def compact(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


# A cell of the flat table that stands for several values.
MANY = "\x01"


def cell(values):
    if not values:
        return None
    return values[0] if len(values) == 1 else MANY + compact(values)


def values_of(cell):
    if isinstance(cell, str) and cell.startswith(MANY):
        return json.loads(cell[1:])
    return [cell]


def ascii_lower(text):
    return re.sub("[A-Z]", lambda letter: letter[0].lower(), str(text))


def collate(left, right):
    """SQLite's NOCASE, in which a list equals what one of its elements equals."""
    lefts = {ascii_lower(each) for each in values_of(left)}
    rights = {ascii_lower(each) for each in values_of(right)}
    if lefts & rights:
        return 0
    return -1 if min(lefts) < min(rights) else 1


def like(pattern, cell, escape=None):
    """SQLite's LIKE, which ignores the case of ASCII letters, for any element of a list."""
    if pattern is None or cell is None:
        return None
    parts, at = [], 0
    while at < len(pattern):
        char = pattern[at]
        if char == escape:
            at += 1
            parts.append(re.escape(ascii_lower(pattern[at])))
        else:
            parts.append({"%": ".*", "_": "."}.get(char) or re.escape(ascii_lower(char)))
        at += 1
    return matches_any("".join(parts), map(ascii_lower, values_of(cell)))


def glob(pattern, cell):
    """SQLite's GLOB, for any element of a list."""
    if pattern is None or cell is None:
        return None
    tokens = re.findall(r"\[\[\]|\[\*\]|\[\?\]|.", pattern, re.S)
    parts = [{"*": ".*", "?": "."}.get(token) or re.escape(token[1] if len(token) > 1 else token) for token in tokens]
    return matches_any("".join(parts), map(str, values_of(cell)))


def matches_any(expression, texts):
    compiled = re.compile(expression, re.S)
    return any(compiled.fullmatch(text) is not None for text in texts)


def regexp(expression, cell):
    if cell is None:
        return False
    compiled = re.compile(expression, re.ASCII)
    return any(compiled.search(str(text)) is not None for text in values_of(cell))


# The column that keywords are searched in.
FULL_TEXT = "full text"


class Log:
    def __init__(self, events):
        self.events = []
        for event in events:
            fields = {}
            flatten(event, "", fields)
            flat = {path.lower(): cell(values) for path, values in fields.items()}
            texts = [str(value) for values in fields.values() for value in values]
            self.events.append({**flat, FULL_TEXT: "\n".join(texts)})

    def table(self, fields, numbers):
        """The flat table of Zircolite, which the backend is written for: the columns that the rules name, texts or `numbers`."""
        connection = sqlite3.connect(":memory:")
        connection.create_collation("SIGMA", collate)
        connection.create_function("like", 2, like)
        connection.create_function("like", 3, like)
        connection.create_function("glob", 2, glob)
        connection.create_function("regexp", 2, regexp)
        columns = sorted({field.lower() for field in fields})
        numbers = {field.lower() for field in numbers}
        declared = ", ".join(f"{quote(column)} {'NUMERIC' if column in numbers else 'TEXT'} COLLATE SIGMA" for column in columns)
        connection.execute(f"CREATE TABLE logs ({declared})")
        connection.executemany(
            f"INSERT INTO logs VALUES ({', '.join('?' * len(columns))})",
            ([stored(event.get(column), column in numbers) for column in columns] for event in self.events),
        )
        return connection


def stored(value, is_number):
    """Texts, but for what is compared as a number."""
    return value if is_number or value is None else str(value)


def quote(name):
    return "`" + name.replace("`", "``") + "`"


def run(text, log):
    backend = sqliteBackend(timestamp_field="eventTime", event_id_field="eventID", fulltext_field=FULL_TEXT)
    collection = SigmaCollection.from_yaml(text)
    collection.resolve_rule_references()
    fields = {"eventTime", "eventID"}
    numbers = set()
    for rule in collection.rules:
        if isinstance(rule, SigmaCorrelationRule):
            fields.update(rule.group_by or [])
            for alias in rule.aliases:
                fields.update(alias.mapping.values())
            named = getattr(rule.condition, "fieldref", None) or []
            fields.update([named] if isinstance(named, str) else named)
        else:
            fields.update(backend.required_fields(rule))
            numbers.update(compared_as_numbers(rule))
    connection = log.table(fields, numbers)
    hits = []
    backend.convert(collection)
    for rule in collection.rules:
        for query in rule.get_conversion_result() if reports(rule) else []:
            hits += [{"title": rule.title, "events": ids} for ids in execute(connection, rule, query)]
    return {"errors": [], "hits": hits}


def compared_as_numbers(rule):
    waiting = [condition.parsed for condition in rule.detection.parsed_condition]
    while waiting:
        condition = waiting.pop()
        waiting += getattr(condition, "args", [])
        if isinstance(getattr(condition, "value", None), SigmaCompareExpression):
            yield condition.field


def reports(rule):
    """A rule that is only part of a correlation reports nothing."""
    return not rule._backreferences or rule._output


def execute(connection, rule, query):
    cursor = connection.execute(query)
    names = [column[0].lower() for column in cursor.description]
    for row in cursor:
        found = dict(zip(names, row))
        if isinstance(rule, SigmaCorrelationRule):
            yield [identity.split(":", 1)[1] for identity in json.loads(found["event_ids"])]
        else:
            yield [found["eventid"]]


def main():
    log = Log([])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "events" in request:
                log = Log(request["events"])
                answer = {}
            elif request["task"] == "check":
                answer = check(request["rules"])
            else:
                answer = run(request["rules"], log)
        except Exception as error:
            answer = {"errors": [f"{type(error).__name__}: {error}"], "issues": [], "hits": []}
        print(json.dumps(answer), flush=True)


main()
