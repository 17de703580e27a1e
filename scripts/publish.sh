#!/usr/bin/env bash
# Publishes the portal as it is deployed: Release, with its own runtime, both compiled ahead as one (ReadyToRun, docs/decisions/0012) for the
# machine it is published on. Start it there with ./Ethico.Ops.Portal.
#   scripts/publish.sh FOLDER [--shared-runtime] [further arguments for dotnet publish]
# --shared-runtime: without the runtime, for a machine that has it; sooner published, started with dotnet Ethico.Ops.Portal.dll.
set -euo pipefail
folder=$(realpath -m "${1:?Usage: scripts/publish.sh FOLDER [--shared-runtime]}")
shift
runtime=(--self-contained -p:PublishReadyToRunComposite=true)
if [[ ${1:-} == --shared-runtime ]]; then
    runtime=(--no-self-contained)
    shift
fi
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# A runtime's own packages make another list than the build's: it is kept beside the build's output.
exec dotnet publish Ethico.Ops.Portal --configuration Release --use-current-runtime "${runtime[@]}" -p:PublishReadyToRun=true \
    -p:NuGetLockFilePath=obj/published.lock.json --output "$folder" --verbosity quiet "$@"
