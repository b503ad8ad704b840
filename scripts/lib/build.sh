# shellcheck shell=bash
# The engine as it runs: its jars, their bill of materials, and the cache that shortens its start. Source this file after
# say.sh and after find_java, with ROOT set to the checkout.
#
#   build_if_needed  builds the engine in ENGINE_HOME if sources are newer
#   java_command     sets the array `java`: the command line up to the main class

ENGINE_HOME=$ROOT/.permanence/engine

build_if_needed() {
    if [ -e "$ENGINE_HOME/built" ] && [ "$ENGINE_HOME/built" -nt "$JAVA_HOME/release" ] && [ -z "$(find "$ROOT" \
        -path "$ROOT/.permanence" -prune -o -path "$ROOT/.git" -prune -o -name target -prune -o -name node_modules -prune -o \
        -type f -newer "$ENGINE_HOME/built" \( -path '*/src/*' -o -name pom.xml -o -name '*.yaml' -o -path '*/scripts/lib/*' \) -print -quit)" ]; then
        return
    fi
    say "building the engine (about a minute the first time) …"
    # An old version of a library must not stay on the class path.
    rm -rf "$ROOT/config/target/lib" "$ROOT/config/target/permanence.cdx.json"
    (cd "$ROOT" && mvn -q -B -ntp package -DskipTests -Dspotless.check.skip) || die "the build failed: see above"
    rm -rf "$ENGINE_HOME"
    mkdir -p "$ENGINE_HOME"
    cp -R "$ROOT/config/target/lib" "$ENGINE_HOME/lib"
    cp "$ROOT"/config/target/config-*.jar "$ENGINE_HOME/lib/"
    cp "$ROOT/config/target/permanence.cdx.json" "$ENGINE_HOME/" || say "no bill of materials: Maven makes it only online"
    rehearse || say "the engine will start slowly: the rehearsal failed, see $ENGINE_HOME/rehearsal.log"
    touch "$ENGINE_HOME/built"
}

java_command() {
    java=("$JAVA_HOME/bin/java" "@$ROOT/scripts/lib/engine.options")
    [ ! -e "$ENGINE_HOME/start.aot" ] || java+=("-XX:AOTCache=$ENGINE_HOME/start.aot")
    java+=(${PERMANENCE_JAVA_OPTS:-} -cp "$(class_path)")
}

# The jars in a fixed order: the cache is valid for this order only.
class_path() {
    local jar path= LC_ALL=C
    for jar in "$ENGINE_HOME"/lib/*.jar; do path=$path${path:+:}$jar; done
    printf '%s' "$path"
}

# Starts the engine once, with one caller, and writes a cache of the classes that the JVM loaded and linked for later
# starts. Rehearsal.java plays Asterisk.
rehearse() {
    local stage log=$ENGINE_HOME/rehearsal.log agi management ami asterisk engine rehearsed=yes
    say "rehearsing the engine's start (about 20 s, once a build) …"
    stage=$(mktemp -d)
    agi=$(free_port 21000) management=$(free_port 23000) ami=$(free_port 25000)
    java_command
    "${java[@]}" org.permanence.cli.Main init "$stage" >"$log" 2>&1 || return 1
    sed -i -e "s/4573/$agi/" -e "s/9573/$management/" -e "s/5038/$ami/" "$stage/permanence.yaml"
    sed -i -e '/^opening-hours:/,/^$/d' -e '/^examples:/,/^$/d' "$stage/practices/les-lilas.yaml"
    printf 'opening-hours: {%s}\n' "$(printf '%s: ["00:00-24:00"], ' monday tuesday wednesday thursday friday saturday sunday)" |
        sed 's/, }/}/' >>"$stage/practices/les-lilas.yaml"
    "$JAVA_HOME/bin/java" "$ROOT/scripts/lib/Rehearsal.java" "$stage/secrets/ami" "$ami" "$agi" >>"$log" 2>&1 &
    asterisk=$!
    "$JAVA_HOME/bin/java" "@$ROOT/scripts/lib/engine.options" "-XX:AOTCacheOutput=$ENGINE_HOME/start.aot" \
        -cp "$(class_path)" org.permanence.boot.EngineMain "$stage/permanence.yaml" >>"$log" 2>&1 &
    engine=$!
    # Without requests and a call, the JVM has loaded almost nothing that a real start needs.
    send_requests "$management" "$(cat "$stage/secrets/management")" >>"$log" 2>&1 || rehearsed=no
    wait $asterisk || rehearsed=no
    kill -TERM $engine 2>/dev/null || true
    wait $engine || true # The JVM writes the cache when it ends.
    rm -rf "$stage"
    [ $rehearsed = yes ] || rm -f "$ENGINE_HOME/start.aot"
    [ -e "$ENGINE_HOME/start.aot" ]
}

# Sends the usual requests to the management port, $1, with the token $2.
send_requests() {
    local page
    for page in ready metrics; do
        connect "$1" || return 1
        printf 'GET /%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n' "$page" "$2" >&3
        timeout 5 cat <&3
    done
    exec 3<&-
}

# Opens descriptor 3 to port $1. Waits at most 60 s until the port is open.
connect() {
    local attempt
    for attempt in $(seq 600); do
        if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then return; fi
        sleep 0.1
    done
    say "rehearsal: port $1 did not open ($attempt attempts)"
    return 1
}

# The first free port from $1 on.
free_port() {
    local port=$1
    while { exec 4<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do port=$((port + 1)); done
    printf '%s' "$port"
}
