"""Converts Sigma documents with backends of pySigma 1, a line of JSON at a time.

{"backend": "splunk", "rules": "<YAML>"} is answered by {"error": null | "...", "queries": [...]}
"""

import json
import re
import sys

from sigma.backends.splunk import SplunkBackend
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.processing.pipeline import ProcessingItem, ProcessingPipeline
from sigma.processing.transformations import ValueListPlaceholderTransformation

BACKENDS = {"splunk": SplunkBackend, "sqlite": sqliteBackend}


def pipeline(rules):
    """What a user gives for the lists that a rule takes from outside."""
    names = re.findall(r"%(\w+)%", rules) if "|expand" in rules else []
    return ProcessingPipeline(
        items=[ProcessingItem(ValueListPlaceholderTransformation())] if names else [],
        vars={name: ["198.51.100.7", "2001:db8::7"] for name in names},
    )


for line in sys.stdin:
    request = json.loads(line)
    try:
        rules = request["rules"]
        queries = BACKENDS[request["backend"]](pipeline(rules)).convert(SigmaCollection.from_yaml(rules))
        answer = {"error": None, "queries": queries}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}", "queries": []}
    print(json.dumps(answer), flush=True)
