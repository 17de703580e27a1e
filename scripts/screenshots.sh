#!/usr/bin/env bash
# Takes the README's pictures (docs/images/*.png) of the real portal with the demo's clients. Run by hand, look at them, commit them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet test --project Ethico.Ops.Tests --filter-class '*.PictureTests' --explicit only
