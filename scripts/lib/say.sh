# shellcheck shell=bash
# Messages to the operator, alike in all scripts. Source this file.

say() { printf '%s %s\n' "$(date +%T)" "$*" >&2; }

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}
