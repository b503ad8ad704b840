# shellcheck shell=bash
# Words to the operator, the same from every script. To be sourced.

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}
