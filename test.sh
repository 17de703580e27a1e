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
runner=Ethico.Ops.Tests/bin/Debug/net10.0/Ethico.Ops.Tests
log=$(mktemp)
again=$(mktemp)
trap 'rm -f "$log" "$again"' EXIT

figure() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$2" | tail -1; }
# What the runner says of each test that failed: its name, why, and where. A portal under test writes its log in between.
failures() { grep -av '^{' "$1" | grep -a -A 14 -E '^failed [A-Za-z_]' | cut -c1-300 || true; }

code=0
"$runner" --progress off --no-ansi ${passed_on[@]+"${passed_on[@]}"} 2>&1 | tee "$log" || code=${PIPESTATUS[0]}
passed=$(figure succeeded "$log")
failed=$(figure failed "$log")
skipped=$(figure skipped "$log")
# A runner that died, or found nothing to run, has not passed.
: "${failed:=1}" "${passed:=0}"
if ((passed + failed == 0)); then
    say "No test ran."
    code=1
fi
if ((failed > 0 && code == 0)); then code=1; fi

# Two processors that drive Chromium, portals and databases at once lose a click now and then. Up to three failures of a whole run get
# one more try, alone, and are named either way (docs/decisions/0010): a test that is wrong fails both times.
mapfile -t names < <(sed -n 's/^failed \([A-Za-z0-9_.+]*\).*/\1/p' "$log" | sort -u)
if ((failed > 0 && failed <= 3 && passed > 100 && ${#names[@]} > 0)); then
    failures "$log"
    say "Running again, alone: ${names[*]}"
    # A property that found a counterexample looks at the same one again.
    seed=$(sed -n 's/.*CsCheck_Seed=\([A-Za-z0-9_-]*\).*/\1/p' "$log" | tail -1)
    env ${seed:+CsCheck_Seed="$seed"} "$runner" --progress off --no-ansi --filter-method "${names[@]}" 2>&1 | tee "$again" || true
    still=$(figure failed "$again")
    # One that did not run again has not passed.
    if [[ -z $still ]] || (($(figure succeeded "$again") + still < failed)) || ((still > failed)); then still=$failed; fi
    if ((still == 0)); then code=0; fi
    say "$((failed - still)) of $failed passed when run alone; they failed among the others: ${names[*]}"
    ((passed += failed - still)) || true
    failed=$still
    mv "$again" "$log"
fi
if ((failed > 0)); then failures "$log"; fi
if ((${skipped:-0} > 0)); then
    say "$skipped skipped."
fi
echo "$passed passed, $failed failed"
exit "$code"
