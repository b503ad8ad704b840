package org.permanence.adapter.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules in the kernel of this machine, in a network namespace of their own. It needs root and nftables.
final class LocalUserRulesTest {

    private static final int AMI = 5038;
    private static final int AGI = 4573;
    private static final int AUDIO_SOCKET = 4574;
    private static final int OTHER = 6000;

    /// Plays the two users and a third. $1: the rules, or an empty text for none.
    private static final String SCRIPT = """
            set -u
            engine=4001 asterisk=4002 stranger=4003
            ip link set lo up
            [ -z "$1" ] || nft -D engine=$engine -D asterisk=$asterisk -f "$1" || exit 1
            as() { local user=$1; shift; exec setpriv --reuid=$user --regid=$user --clear-groups "$@"; }
            listen() {
                (as $1 perl -MIO::Socket::INET -e '
                    my $server = IO::Socket::INET->new(
                        LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], Listen => 9, ReuseAddr => 1) or die;
                    print "listening\\n"; close STDOUT; while (my $peer = $server->accept) { close $peer }' $2) >"$2.up" &
                servers+=($!)
                for _ in $(seq 200); do grep -qs listening "$2.up" && return; sleep 0.05; done
                echo "port $2 is not open"; exit 1
            }
            connects() {
                if (as $1 timeout 1 bash -c "exec 3<>/dev/tcp/127.0.0.1/$2") 2>/dev/null; then echo "$3 -> $2"; fi
            }
            all() { connects $engine $1 engine; connects $asterisk $1 asterisk; connects $stranger $1 stranger; }
            servers=()
            cd "$2"
            listen $asterisk 5038; listen $engine 4573; listen $engine 4574; listen $stranger 6000
            for port in 5038 4573 4574 6000; do all $port; done
            kill "${servers[@]}"; wait
            echo 'the owners are down'
            servers=()
            listen $stranger 5038; listen $stranger 4573; listen $stranger 4574
            for port in 5038 4573 4574; do all $port; done
            kill "${servers[@]}"
            """;

    @TempDir
    private Path work;

    @Test
    void onlyTheUserOfTheOtherSideReachesAPortAndOnlyItsOwnerServesIt() throws Exception {
        Path rules = work.resolve("local-users.nft");
        Files.writeString(rules, LocalUserRules.of(network()));

        assertEquals(
                List.of(
                        "engine -> " + AMI,
                        "asterisk -> " + AGI,
                        "asterisk -> " + AUDIO_SOCKET,
                        "engine -> " + OTHER,
                        "asterisk -> " + OTHER,
                        "stranger -> " + OTHER,
                        "the owners are down"),
                run(rules.toString()));
        assertEquals(
                4 * 3 + 1 + 3 * 3, run("").size(), "without the rules each of the three users connects to each port");
    }

    private static AsteriskNetwork network() {
        AsteriskNetwork pipes = SampleModels.network(5060, AMI, List.of(new Address("127.0.0.1", AGI)));
        return new AsteriskNetwork(
                pipes.name(),
                pipes.sip(),
                pipes.rtp(),
                pipes.ami(),
                pipes.engines(),
                pipes.mediaNetworks(),
                pipes.limits(),
                Optional.of(new Address("127.0.0.1", AUDIO_SOCKET)));
    }

    private List<String> run(String rules) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(work, "run");
        return NetworkNamespace.run(directory, SCRIPT, rules, directory.toString());
    }
}
