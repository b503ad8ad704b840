# shellcheck shell=bash
# Runs the engine with its watchdog, and starts it again if it died. Source this file after say.sh with the array `java`
# set (java_command), and ROOT to the checkout.

MAX_PAUSE=30 # Seconds. The first new start is at once, because Asterisk holds callers for a few seconds only.
GOOD_RUN=60  # After a run of so many seconds the next new start is at once again.

# supervise SETTINGS: returns the engine's exit status once it ended by itself, by SIGTERM, or because it could not
# start the first time.
supervise() {
    local settings=$1 pause=0 runs=0 began status beat=
    engine='' stopping=no
    trap 'stopping=yes; [ -z "$engine" ] || kill -TERM "$engine" 2>/dev/null || true' TERM INT
    while :; do
        began=$SECONDS status=0
        run_engine "$settings" || status=$?
        runs=$((runs + 1))
        if [ $stopping = yes ] || ! died $status $runs; then return $status; fi
        [ $((SECONDS - began)) -lt $GOOD_RUN ] || pause=0
        say "the engine died (status $status): starting it again in $pause s"
        rest $pause
        [ $stopping = no ] || return $status
        pause=$((pause == 0 ? 1 : pause * 2 < MAX_PAUSE ? pause * 2 : MAX_PAUSE))
    done
}

# died STATUS RUNS: whether the engine did not end on purpose. Killed by the watchdog or by the kernel: 137. Out of memory:
# 3. 130 and 143 are SIGINT and SIGTERM. At the first start, any other status is a problem that the operator reads.
died() {
    case $1 in
        0 | 130 | 143) return 1 ;;
        3) return 0 ;;
        *) [ "$1" -gt 128 ] || [ "$2" -gt 1 ] ;;
    esac
}

# error_file SETTINGS: prints where the JVM writes what it was doing when it crashed: in the state directory, which other
# users cannot enter, because the file can hold what callers said. The JVM must know it before the settings are read, so
# `state` is looked for here. Without it, the file is written beside the settings.
error_file() {
    local directory state
    directory=$(dirname "$1")
    state=$(sed -n '/^installation:/,/^[a-z]/s/^ *state: *["'\'']\{0,1\}\([^"'\''#]*[^"'\''# ]\).*/\1/p' "$1" 2>/dev/null | head -n 1)
    case $state in
        /*) directory=$state ;;
        ?*) directory=$directory/$state ;;
    esac
    printf '%s/jvm-crash-%%p.log' "$directory"
}

# Runs the engine once. The engine starts before its watchdog, because Asterisk holds callers through a restart for a few
# seconds only. A heartbeat of the previous engine does no harm: the watchdog counts from the first change that it sees.
run_engine() {
    local status=0
    "${java[@]}" "-XX:ErrorFile=$(error_file "$1")" org.permanence.boot.EngineMain "$1" &
    engine=$!
    if [ -n "$beat" ] || beat=$(nice "${java[@]}" org.permanence.cli.Main heartbeat-file --config "$1"); then
        "$ROOT/scripts/watchdog" "$beat" $engine &
    else
        kill -TERM $engine 2>/dev/null || true # The engine must not run without a watchdog.
    fi
    wait $engine || status=$?
    # A trapped signal ends the first wait while the engine still shuts down.
    while kill -0 $engine 2>/dev/null; do
        status=0
        wait $engine || status=$?
    done
    engine=
    return $status
}

# Waits in the background, so that a signal ends the wait.
rest() {
    local sleeper
    sleep "$1" &
    sleeper=$!
    wait $sleeper || kill $sleeper 2>/dev/null || true
}
