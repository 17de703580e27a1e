#!/usr/bin/env bash
# Starts the portal: brings what is missing, builds if a source is newer than the last build, runs it.
#   ./run.sh [--port N] [further arguments for the portal]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source ./scripts/tools.sh

port=5080
arguments=()
while (($#)); do
    case "$1" in
        --port) port=${2:?--port wants a number}; shift 2 ;;
        --port=*) port=${1#--port=}; shift ;;
        -h | --help) sed -n '2,3s/^# \{0,1\}//p' "$0"; exit 0 ;;
        *) arguments+=("$1"); shift ;;
    esac
done
[[ $port =~ ^[0-9]{1,5}$ ]] || refuse "--port wants a number, not '$port'."
if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    refuse "Port $port is taken: stop what listens there, or choose another with ./run.sh --port N."
fi

need_sdk
[[ -n ${ConnectionStrings__Ops:-} ]] || need_postgres
export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Development}
if publish_ahead; then
    home=$PWD/Ethico.Ops.Portal/bin/Ahead
    dll=$home/Ethico.Ops.Portal.dll
    say "Serving the portal compiled ahead (ReadyToRun)."
else
    build Ethico.Ops.Portal Release
    home=$PWD/Ethico.Ops.Portal
    dll=$home/bin/Release/net10.0/Ethico.Ops.Portal.dll
    say "Serving the portal as it was built; it compiles as it goes and starts a little later."
fi
say "Starting the portal on http://localhost:$port ($ASPNETCORE_ENVIRONMENT). Ctrl+C stops it, and its private database with it."

# In the background and waited for, so that a signal to this script reaches the portal, by its own id.
dotnet "$dll" --contentRoot "$home" --urls "http://localhost:$port" ${arguments[@]+"${arguments[@]}"} &
portal=$!
trap 'kill -TERM "$portal" 2>/dev/null || true' INT TERM HUP
code=0
wait "$portal" || code=$?
# A trapped signal ends the wait early: the portal is still stopping its database.
while kill -0 "$portal" 2>/dev/null; do
    code=0
    wait "$portal" || code=$?
done
exit "$code"
