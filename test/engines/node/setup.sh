# The Node.js that runs the project, and the TypeScript compiler of its own dependencies: nothing to install.
set -eu -o pipefail
root=$(cd ../../.. && pwd)
tsc=$(node "$root/node_modules/typescript/bin/tsc" --version) || { echo 'run npm ci first' >&2; exit 1; }
cp driver.mjs "$JUDGE_HOME"
echo "tsc ${tsc#Version }, Node.js $(node --version)"
