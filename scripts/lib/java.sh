# shellcheck shell=bash
# Finds the JDK of the build. Source this file; find_java exports JAVA_HOME, or returns 1 if the machine has none.
# Maven itself runs on it: Error Prone runs in Maven's JVM, so a toolchain would not suffice.

JAVA_FLOOR=25

# Reads the release file, which is faster than running java. Skips a JRE without javac.
java_release() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_java() {
    local home found on_path=
    on_path=$(readlink -f "$(command -v javac || true)" 2>/dev/null) || on_path=
    for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" \
        /usr/lib/jvm/* /opt/*jdk* /opt/java/* /usr/local/*jdk* "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
        [ -n "$home" ] || continue
        found=$(java_release "$home") || continue
        [ -n "$found" ] && [ "$found" -ge "$JAVA_FLOOR" ] || continue
        export JAVA_HOME=$home
        export PATH=$JAVA_HOME/bin:$PATH
        return 0
    done
    return 1
}
