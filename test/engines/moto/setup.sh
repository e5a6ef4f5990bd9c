# moto, which speaks the API of Athena as AWS's own client expects it, in a virtual environment.
set -eu -o pipefail
python3 -m venv "$JUDGE_HOME/venv" || { echo 'Python 3 with venv is not installed (apt-get install python3-venv)' >&2; exit 1; }
"$JUDGE_HOME/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt >&2
echo "moto $("$JUDGE_HOME/venv/bin/pip" show moto | sed -n 's/^Version: //p')"
