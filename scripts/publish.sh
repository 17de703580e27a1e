#!/usr/bin/env bash
# Publishes the portal as it is deployed: Release, compiled ahead (ReadyToRun) for the machine it is published on.
#   scripts/publish.sh FOLDER [further arguments for dotnet publish]
set -euo pipefail
folder=$(realpath -m "${1:?Usage: scripts/publish.sh FOLDER}")
shift
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# A runtime's own packages make another list than the build's: it is kept beside the build's output.
exec dotnet publish Ethico.Ops.Portal --configuration Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true \
    -p:NuGetLockFilePath=obj/published.lock.json --output "$folder" --verbosity quiet "$@"
