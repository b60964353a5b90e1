#!/usr/bin/env bash
# Builds the wheel, installs it in a clean environment outside the checkout, and uses the command there.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
"${PYTHON:-python3}" -m build --wheel --outdir "$elsewhere" "$root" >"$elsewhere/build.log" 2>&1 || {
  cat "$elsewhere/build.log"
  exit 1
}
"${PYTHON:-python3}" -m venv "$elsewhere/env"
"$elsewhere/env/bin/python" -m pip install --quiet --disable-pip-version-check torch==2.13.0
"$elsewhere/env/bin/python" -m pip install --quiet --disable-pip-version-check "$elsewhere"/*.whl pytest hypothesis
cd "$elsewhere"
env/bin/counterclaim --version
env/bin/counterclaim compare "Fifty soldiers were killed." "Nobody was killed."
printf '%s\n' '{"text_a": "The dam held.", "text_b": "The dam broke.", "mine": 7}' >pairs.jsonl
env/bin/counterclaim score pairs.jsonl -o scored.parquet
env/bin/counterclaim score pairs.jsonl -o - --quiet
mkdir articles
printf 'date 2021-05-02\n\nNorland said on Sunday that fifty of its soldiers had been killed at the pass.\n' >articles/one.txt
printf 'date 2021-05-02\n\nSudland denied that any Norland soldier had been killed at the pass.\n' >articles/two.txt
env/bin/counterclaim scan articles -o out
test -s out/report.html && test -s out/statements.jsonl && test -e out/verdicts.jsonl
env/bin/python -c '
import counterclaim.model
from counterclaim.model import Detector
print(counterclaim.model.__file__)
assert Detector.load().compare("It rained.", "It rained.").label == "entailment"
'
# The tests of what users run, against the installed package and not the checkout.
cp -r "$root/tests" "$elsewhere/tests"
env/bin/python -m pytest -q --import-mode=importlib -p no:cacheprovider -o pythonpath=tests tests/model tests/scripts
