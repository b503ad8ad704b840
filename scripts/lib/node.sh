# shellcheck shell=bash
# Node, which builds the console's pages and runs the browser's driver in tests. Source this file after say.sh.

# What the pages' bundler runs on: package.json in telephony-adapters/console/src/main/web has the same range.
NODE_RANGE="20.19 or newer of 20, or 22.12 or newer"

# Ends with a sentence if the machine's Node is too old, as that of Debian 12 is.
check_node() {
    node -e '
        const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)' ||
        die "node: $(node --version) (expected: $NODE_RANGE)" \
            "Put one that builds the pages on the PATH, with its npm, and run this again."
}
