#!/usr/bin/env bash
# Runs every test: brings what is missing, builds, runs. The last line is "N passed, N failed".
#   ./test.sh [part of a name…] [--arguments of the runner]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./scripts/tools.sh

need_sdk
need_postgres
need_browser
say_audit
build Ethico.Ops.Tests Debug

# The runner's own arguments pass through; anything else is a part of a full name, and several are alternatives.
passed_on=()
names=""
for argument in "$@"; do
    if [[ $argument == --* || ${#passed_on[@]} -gt 0 ]]; then
        passed_on+=("$argument")
    else
        names+="${names:+|}FullyQualifiedName~$argument"
    fi
done
[[ -z $names ]] || passed_on+=(--filter "$names")

say "Running the tests."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
Ethico.Ops.Tests/bin/Debug/net10.0/Ethico.Ops.Tests --progress off --no-ansi ${passed_on[@]+"${passed_on[@]}"} 2>&1 | tee "$log" || code=${PIPESTATUS[0]}

figure() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -1; }
passed=$(figure succeeded)
failed=$(figure failed)
skipped=$(figure skipped)
# A runner that died, or found nothing to run, has not passed.
if [[ -z $failed ]]; then failed=1; fi
if [[ -z $passed ]]; then passed=0; fi
if ((passed + failed == 0)); then
    say "No test ran."
    code=1
fi
if ((failed > 0 && code == 0)); then code=1; fi
if ((${skipped:-0} > 0)); then
    say "$skipped skipped."
fi
echo "$passed passed, $failed failed"
exit "$code"
