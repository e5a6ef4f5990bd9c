# pySigma with its sqlite backend and SigmaHQ's validators, from PyPI in a virtual environment. Needs Python 3.11.
set -eu -o pipefail
python3 -m venv "$JUDGE_HOME" || { echo 'Python 3 with venv is not installed' >&2; exit 1; }
"$JUDGE_HOME/bin/pip" install --quiet --requirement requirements.txt
cp judge.py "$JUDGE_HOME"
echo "pySigma $(sed -n 's/^pySigma==//p' requirements.txt), sqlite backend $(sed -n 's/^pySigma-backend-sqlite==//p' requirements.txt)"
