# shellcheck shell=bash
# The house as it runs: its jars, and the cache that makes its start quick. To be sourced, with ROOT set to the checkout,
# after say.sh and a find_java that has run.
#
#   built          returns when HOUSE is that of the newest sources
#   house_command  sets the array `house`: the words that run it, but for the class and its own

HOUSE=$ROOT/.permanence/house

built() {
    if [ -e "$HOUSE/built" ] && [ "$HOUSE/built" -nt "$JAVA_HOME/release" ] && [ -z "$(find "$ROOT" \
        -path "$ROOT/.permanence" -prune -o -path "$ROOT/.git" -prune -o -name target -prune -o -type f -newer "$HOUSE/built" \
        \( -path '*/src/*' -o -name pom.xml -o -name '*.yaml' -o -path '*/scripts/lib/*' \) -print -quit)" ]; then
        return
    fi
    say "building the house (about a minute the first time) …"
    rm -rf "$ROOT/config/target/lib" # A library of yesterday would be on the class path of today.
    (cd "$ROOT" && mvn -q -B -ntp package -DskipTests -Dspotless.check.skip) || die "the build failed: see above"
    rm -rf "$HOUSE"
    mkdir -p "$HOUSE"
    cp -R "$ROOT/config/target/lib" "$HOUSE/lib"
    cp "$ROOT"/config/target/config-*.jar "$HOUSE/lib/"
    rehearse || say "its start will be slow: the rehearsal failed, see $HOUSE/rehearsal.log"
    touch "$HOUSE/built"
}

house_command() {
    house=("$JAVA_HOME/bin/java" "@$ROOT/scripts/lib/engine.options")
    [ ! -e "$HOUSE/start.aot" ] || house+=("-XX:AOTCache=$HOUSE/start.aot")
    house+=(${PERMANENCE_JAVA_OPTS:-} -cp "$(class_path)")
}

# The jars in a fixed order: the cache is for this order and no other.
class_path() {
    local jar path= LC_ALL=C
    for jar in "$HOUSE"/lib/*.jar; do path=$path${path:+:}$jar; done
    printf '%s' "$path"
}

# Starts the house once, with a caller, and keeps what the virtual machine had to load, link and lay out for it: the next
# starts find that done. There is no Asterisk, so what only AMI does is not in it.
rehearse() {
    local stage log=$HOUSE/rehearsal.log agi management nobody engine visited=yes
    say "rehearsing its start (about 20 s, once a build) …"
    stage=$(mktemp -d)
    agi=$(free_port 21000) management=$(free_port 23000) nobody=$(free_port 25000)
    house_command
    "${house[@]}" org.permanence.cli.Main init "$stage" >"$log" 2>&1 || return 1
    sed -i -e "s/4573/$agi/" -e "s/9573/$management/" -e "s/5038/$nobody/" "$stage/house.yaml"
    sed -i -e '/^hours:/,/^$/d' -e '/^examples:/,/^$/d' "$stage/practices/les-lilas.yaml"
    printf 'hours: {%s}\n' "$(printf '%s: ["00:00-24:00"], ' monday tuesday wednesday thursday friday saturday sunday)" |
        sed 's/, }/}/' >>"$stage/practices/les-lilas.yaml"
    "$JAVA_HOME/bin/java" "@$ROOT/scripts/lib/engine.options" "-XX:AOTCacheOutput=$HOUSE/start.aot" \
        -cp "$(class_path)" org.permanence.boot.EngineMain "$stage/house.yaml" >>"$log" 2>&1 &
    engine=$!
    # A house that nobody could visit has shown the virtual machine next to nothing of its start.
    visit "$management" "$agi" >>"$log" 2>&1 || visited=no
    kill -TERM $engine 2>/dev/null || true
    wait $engine || true # The virtual machine writes the cache as it ends.
    rm -rf "$stage"
    [ $visited = yes ] || rm -f "$HOUSE/start.aot"
    [ -e "$HOUSE/start.aot" ]
}

# Asks for what is asked of every house, and rings.
visit() {
    door "$2" || return 1
    exec 3<&-
    local page
    for page in ready metrics; do
        door "$1"
        printf 'GET /%s HTTP/1.1\r\nHost: house\r\nConnection: close\r\n\r\n' "$page" >&3
        timeout 5 cat <&3
    done
    door "$2"
    sed 's/^ *//' >&3 <<CALL
        agi_network: yes
        agi_network_script: reception
        agi_request: agi://127.0.0.1:$2/reception
        agi_channel: PJSIP/carrier-00000001
        agi_language: fr
        agi_type: PJSIP
        agi_uniqueid: rehearsal-1.1
        agi_version: 22.10.1
        agi_callerid: unknown
        agi_calleridname: unknown
        agi_callingpres: 0
        agi_callingani2: 0
        agi_callington: 0
        agi_callingtns: 0
        agi_dnid: unknown
        agi_rdnis: unknown
        agi_context: reception
        agi_extension: s
        agi_priority: 1
        agi_enhanced: 0.0
        agi_accountcode: 
        agi_threadid: 1
        agi_arg_1: +33199000001
        agi_arg_2: 0

CALL
    local command end=$((SECONDS + 5))
    while [ $SECONDS -lt $end ] && read -rt 2 command <&3; do
        printf '%s\n' "$command"
        printf '200 result=0 endpos=0\n' >&3
    done
    exec 3<&-
}

# Opens descriptor 3 to port $1, as soon as somebody listens there.
door() {
    local attempt
    for attempt in $(seq 300); do
        if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then return; fi
        sleep 0.1
    done
    say "rehearsal: nobody listens on port $1 (attempt $attempt)"
    return 1
}

# The first port from $1 on that nobody listens on.
free_port() {
    local port=$1
    while { exec 4<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do port=$((port + 1)); done
    printf '%s' "$port"
}
