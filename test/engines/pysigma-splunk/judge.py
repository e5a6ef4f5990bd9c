"""Converts Sigma documents with backends of pySigma 1, a line of JSON at a time.

{"backend": "splunk", "rules": "<YAML>"} is answered by {"error": null | "...", "queries": [...]}
"""

import json
import sys

from sigma.backends.splunk import SplunkBackend
from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection

BACKENDS = {"splunk": SplunkBackend, "sqlite": sqliteBackend}

for line in sys.stdin:
    request = json.loads(line)
    try:
        queries = BACKENDS[request["backend"]]().convert(SigmaCollection.from_yaml(request["rules"]))
        answer = {"error": None, "queries": queries}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}", "queries": []}
    print(json.dumps(answer), flush=True)
