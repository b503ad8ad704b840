# shellcheck shell=bash
# Debian's archive, from which the private Asterisk comes. Source this file after say.sh.

ASTERISK_SUITE=forky # The suite of Debian that has Asterisk 22.
ASTERISK_PACKAGES=(asterisk asterisk-core-sounds-fr asterisk-core-sounds-en)

# Prints $1, or the Debian archive that this host already uses, as apt knows it. The address is written to no file of the
# project.
debian_archive() {
    local archive=${1:-}
    [ -n "$archive" ] || archive=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null \
        | awk -F '|' '$1 == "Debian" && $2 == "Debian" {print $3; exit}')
    [ -n "$archive" ] || die "no Debian archive among apt's sources, and no Asterisk $ASTERISK_FLOOR or newer of series 22 on this host (expected: one of the two, or --archive URL)"
    echo "${archive%/}"
}

debian_keyring() {
    local ring
    for ring in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
        [ ! -r "$ring" ] || { echo "$ring"; return 0; }
    done
    die "no Debian archive keyring (expected: the package debian-archive-keyring)"
}

# open_index DIRECTORY ARCHIVE ARCHITECTURE [APT OPTION…]: a separate apt under DIRECTORY, with an empty status, so that
# all libraries count as missing. Fails if the index is not signed by Debian, or was signed too long ago: an old index
# offers old packages with known faults. Sets the array `index`: the options of apt-get for the functions below.
open_index() {
    local apt=$1 keyring
    keyring=$(debian_keyring) || return
    mkdir -p "$apt"/{etc/apt/{apt.conf.d,preferences.d,sources.list.d,trusted.gpg.d},var/lib/{apt/lists/partial,dpkg},var/cache/apt/archives/partial}
    touch "$apt/var/lib/dpkg/status"
    echo "deb [signed-by=$keyring] $2 $ASTERISK_SUITE main" >"$apt/etc/apt/sources.list"
    index=(-o "Dir=$apt" -o "Dir::State::status=$apt/var/lib/dpkg/status" -o "APT::Architecture=$3" -o "APT::Architectures=$3"
        -o APT::Install-Recommends=false -o Debug::NoLocking=1 -o APT::Sandbox::User= -o Acquire::Retries=3)
    # A machine's own apt may be told to take old indexes.
    apt-get "${index[@]}" -o Acquire::Check-Date=true -o Acquire::Check-Valid-Until=true -o APT::Update::Error-Mode=any "${@:4}" update -qq
}

# offered_packages: the packages of Asterisk and of all its libraries in the opened index, one a line: the
# SHA-256, and the path in the archive.
offered_packages() {
    apt-get "${index[@]}" -o Acquire::ForceHash=SHA256 install --print-uris -y -qq "${ASTERISK_PACKAGES[@]}" \
        | sed -n "s,^'.*/\(pool/[^']*\)' .* SHA256:\([0-9a-f]\{64\}\)\$,\2 \1,p" | LC_ALL=C sort -k 2
}

# asterisk_version: Asterisk's version among packages as above, read from standard input: 22.10.1 of
# pool/main/a/asterisk/asterisk_22.10.1~dfsg-1_amd64.deb.
asterisk_version() { sed -n 's,.*/asterisk_\([0-9.]*\).*,\1,p'; }
