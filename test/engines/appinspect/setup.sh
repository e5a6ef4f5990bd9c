# Splunk AppInspect from PyPI in a virtual environment. Needs Python 3 and the system's libmagic, installed where it is missing.
set -eu -o pipefail
python3 -m venv "$JUDGE_HOME/venv" || { echo 'Python 3 with venv is not installed (apt-get install python3-venv)' >&2; exit 1; }
if ! ldconfig -p | grep -q 'libmagic\.so\.1'; then
  { apt-get update -qq && apt-get install -y -qq libmagic1; } >&2 || { echo 'libmagic1 cannot be installed from apt' >&2; exit 1; }
fi
"$JUDGE_HOME/venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt >&2
"$JUDGE_HOME/venv/bin/splunk-appinspect" list version >&2
echo "AppInspect $(sed -n 's/^splunk-appinspect==//p' requirements.txt)"
