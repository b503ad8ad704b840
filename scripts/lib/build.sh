# Sourced: builds the house where its sources are newer than what was built.
#
#   built ROOT    returns when config/target holds an up-to-date house; needs find_java to have run

built() {
    local root=$1 stamp=$1/config/target/built
    if [ -e "$stamp" ] && [ -z "$(find "$root" -path "$root/.permanence" -prune -o -path "$root/.git" -prune -o \
        -name target -prune -o -type f -newer "$stamp" \( -path '*/src/*' -o -name pom.xml -o -name '*.yaml' \) -print -quit)" ]; then
        return
    fi
    say "building the house (about a minute the first time) …"
    (cd "$root" && mvn -q -B -ntp package -DskipTests -Dspotless.check.skip) || die "the build failed: see above"
    touch "$stamp"
}
