# shellcheck shell=bash
# Installs the private Asterisk from the packages that this checkout pins by SHA-256, and from no others. Source this
# file after say.sh, asterisk.sh and debian.sh, with ROOT set to the checkout.
#
# Each list of packages becomes a tree of its own, named after Asterisk's version and the list. The link
# .permanence/asterisk names the tree in use. Replacing the link is one step, so no tree is ever half replaced.

TREES=$ROOT/.permanence/asterisk-trees

# The pinned packages, one a line: the SHA-256, and the path in the archive.
pinned_packages() {
    local architecture list
    architecture=$(dpkg --print-architecture 2>/dev/null) ||
        die "no dpkg, and no Asterisk $ASTERISK_FLOOR or newer of series 22 on this host (expected: Debian or Ubuntu, or such an Asterisk)"
    list=$ROOT/scripts/lib/asterisk-packages.$architecture
    [ -r "$list" ] || die "no pinned packages for this machine (expected: $list, as scripts/pin-asterisk writes it)"
    sed -e '/^#/d' -e '/^$/d' "$list"
}

# The tree of the pinned packages. Other packages have another name.
pinned_tree() {
    local packages
    packages=$(pinned_packages) || return
    echo "$TREES/$(asterisk_version <<<"$packages")-$(sha256sum <<<"$packages" | cut -c 1-12)"
}

# Packages are kept here under their SHA-256, so that an update fetches only those that changed, and a checkout still
# installs when the archive has dropped what it pins.
PACKAGE_CACHE=${XDG_CACHE_HOME:-${HOME:-$ROOT/.permanence}/.cache}/permanence/asterisk-packages

# differing_packages: the pinned packages that are missing among those kept, or are kept with other contents.
differing_packages() {
    local sum path
    while read -r sum path; do
        [ -f "$PACKAGE_CACHE/$sum.deb" ] && (cd "$PACKAGE_CACHE" && sha256sum --check --status <<<"$sum  $sum.deb") || echo "$sum $path"
    done < <(pinned_packages)
}

# fetch_packages ARCHIVE: every pinned package. How old the archive's index is does not matter: it is not read
# (docs/decisions/0028-asterisk-is-pinned-by-checksums.md).
fetch_packages() {
    local sum path requests=()
    mkdir -p "$PACKAGE_CACHE"
    exec 8>"$PACKAGE_CACHE/lock"
    flock 8
    while read -r sum path; do
        rm -f "$PACKAGE_CACHE/$sum.deb"
        requests+=("$1/$path" "$PACKAGE_CACHE/$sum.deb" "SHA256:$sum")
    done < <(differing_packages)
    [ ${#requests[@]} -gt 0 ] || return 0
    say "fetching Asterisk $(pinned_packages | asterisk_version): $((${#requests[@]} / 3)) of $(pinned_packages | wc -l) packages (90 MB in all, half a minute)"
    /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User= -o Acquire::Retries=3 download-file "${requests[@]}" || true
    rm -f "$PACKAGE_CACHE"/*.FAILED
    [ -z "$(differing_packages)" ] ||
        die "the archive does not have every package with the SHA-256 that this checkout pins (see above)." \
            "Name an archive that still has them, such as a snapshot of Debian's: scripts/setup --archive URL." \
            "Or use the packages that Debian offers now: scripts/pin-asterisk, then scripts/setup --update."
}

# unpack_packages TREE
unpack_packages() {
    local tree=$1 link sum sounds
    # The links of a merged /usr must exist before packages are unpacked.
    mkdir -p "$tree"/usr/{bin,sbin,lib,lib64}
    for link in bin sbin lib lib64; do ln -s "usr/$link" "$tree/$link"; done
    while read -r sum _; do dpkg-deb -x "$PACKAGE_CACHE/$sum.deb" "$tree"; done < <(pinned_packages)
    # Maintainer scripts do not run, so the voices' links are made here.
    sounds=$tree/usr/share/asterisk/sounds
    [ -e "$sounds/fr" ] || ln -s fr_CA_f_June "$sounds/fr"
    [ -e "$sounds/en" ] || ln -s en_US_f_Allison "$sounds/en"
}

# A tree is complete if its Asterisk runs and has every module that the dialplan loads. Checked each time.
tree_finished() {
    local module modules
    modules=$(asterisk_libraries "${1%/}")/asterisk/modules
    asterisk_usable "$1" || return 1
    while read -r module; do
        [ -r "$modules/$module" ] || { say "$1: no module $module"; return 1; }
    done < <(sed -n 's/^require *= *\([a-z0-9_]*\.so\).*/\1/p' "$ROOT/dialplan/src/main/asterisk/modules.conf")
}

# tree_in_use: the tree that the link names, with its real name. Prints nothing if there is none.
tree_in_use() { [ ! -e "$PRIVATE_TREE" ] || readlink -f "$PRIVATE_TREE"; }

# use_tree TREE: from now on Asterisk starts from this tree. A running Asterisk keeps the code of the tree that it was
# started from, which is left in its place.
use_tree() {
    local link=$TREES/link.unfinished
    ln -sfn "asterisk-trees/${1##*/}" "$link"
    # A directory is of a setup before there were several trees. A link cannot replace it in one step.
    if [ -d "$PRIVATE_TREE" ] && [ ! -L "$PRIVATE_TREE" ]; then mv "$PRIVATE_TREE" "$TREES/before-$(date +%s)"; fi
    mv -T "$link" "$PRIVATE_TREE"
}

# install_tree ARCHIVE: fetches the pinned packages, and uses their tree.
install_tree() {
    local tree work
    tree=$(pinned_tree)
    mkdir -p "$TREES"
    # Built under another name and renamed when it runs, so an incomplete tree is never used.
    work=$(mktemp -d "$TREES/unfinished.XXXXXX")
    # shellcheck disable=SC2064 # the directory of now
    trap "rm -rf '$work'" EXIT
    fetch_packages "$1"
    say "unpacking the private Asterisk"
    mkdir "$work/tree"
    unpack_packages "$work/tree"
    tree_finished "$work/tree" || die "the pinned Asterisk does not run here, or is not 22 (expected: $ASTERISK_FLOOR or newer of series 22)"
    [ ! -e "$tree" ] || mv "$tree" "$work/damaged"
    mv -T "$work/tree" "$tree"
    sync -f "$tree" # The link must not name a tree that a power failure removes.
    use_tree "$tree"
    rm -rf "$work"
    trap - EXIT
    say "$(asterisk_in "$PRIVATE_TREE" -V) is ready"
}
