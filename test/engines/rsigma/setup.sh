# rsigma from crates.io, behind a driver of our own. Needs Rust.
set -eu -o pipefail
command -v cargo >/dev/null || { echo 'Rust (cargo) is not installed' >&2; exit 1; }
cp -r Cargo.toml Cargo.lock src "$JUDGE_HOME"
cd "$JUDGE_HOME"
CARGO_TARGET_DIR=$JUDGE_CACHE cargo build --release --locked --quiet
cp "$JUDGE_CACHE/release/rsigma-judge" .
echo "rsigma $(sed -n 's/^rsigma-eval = "=\(.*\)"/\1/p' Cargo.toml)"
