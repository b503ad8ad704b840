# shellcheck shell=bash
# Finds and runs Asterisk. Source this file with ROOT set to the checkout.
# A *tree* is a directory with usr/sbin/asterisk, its libraries and its loader: the private one of this checkout, or /
# if the host's own Asterisk is new enough. scripts/lib/asterisk-tree.sh installs the private one.

ASTERISK_FLOOR=22.10.1 # 22.10.1 fixed twenty advisories at once: older versions are refused.
PRIVATE_TREE=$ROOT/.permanence/asterisk

asterisk_loader() {
    case $(uname -m) in
        x86_64) echo "$1/lib64/ld-linux-x86-64.so.2" ;;
        aarch64) echo "$1/lib/ld-linux-aarch64.so.1" ;;
        *) return 1 ;;
    esac
}

asterisk_libraries() { echo "$1/usr/lib/$(uname -m)-linux-gnu"; }

# Runs the tree's Asterisk with the tree's own loader, because the host's libraries may be older.
asterisk_in() {
    local tree=${1%/}
    shift
    "$(asterisk_loader "$tree")" --library-path "$(asterisk_libraries "$tree")" "$tree/usr/sbin/asterisk" "$@"
}

# True if the tree's Asterisk starts and is of series 22, at the floor version or above.
asterisk_usable() {
    local version
    [ -x "${1%/}/usr/sbin/asterisk" ] || return 1
    version=$(asterisk_in "$1" -V 2>/dev/null) || return 1
    version=${version#Asterisk }
    version=${version%%[!0-9.]*}
    [ "${version%%.*}" = 22 ] && [ "$(printf '%s\n' "$ASTERISK_FLOOR" "$version" | sort -V | head -n 1)" = "$ASTERISK_FLOOR" ]
}

# Prints the tree to use, with its real name: an update of the private tree must not change it while Asterisk runs.
# Prefers the checkout's own, so that the tested one runs.
find_asterisk() {
    if asterisk_usable "$PRIVATE_TREE"; then
        readlink -f "$PRIVATE_TREE"
    elif asterisk_usable /; then
        echo /
    else
        return 1
    fi
}
