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
final class PeerRulesTest {

    private static final int SIP = 5060;
    private static final int TLS = 5061;
    private static final int MANY = 110;

    /// A stranger at 127.0.0.9, another at 127.0.0.10, the carrier at 127.0.0.2, a telephone at 127.0.0.3. The
    /// servers print what they got.
    private static final String SCRIPT = """
            cat >tcp-server.pl <<'END'
            my $server = IO::Socket::INET->new(
                LocalAddr => "127.0.0.1", LocalPort => 5061, Listen => 900, ReuseAddr => 1) or die;
            open my $up, ">", "tcp.up"; close $up;
            my @kept; while (my $peer = $server->accept) { push @kept, $peer }
            END
            cat >tcp-client.pl <<'END'
            my ($from, $wanted) = @ARGV;
            $| = 1;
            my @kept;
            for (1 .. $wanted) {
                my $socket = IO::Socket::INET->new(
                    LocalAddr => $from, PeerAddr => "127.0.0.1", PeerPort => 5061, Timeout => 0.2) or next;
                push @kept, $socket;
            }
            print "connections of $from: ", scalar @kept, "\\n";
            open my $done, ">", "tcp.$from"; close $done;
            sleep 20;
            END
            cat >tcp-hasty.pl <<'END'
            my $count = 0;
            for (1 .. 200) {
                my $socket = IO::Socket::INET->new(
                    LocalAddr => "127.0.0.11", PeerAddr => "127.0.0.1", PeerPort => 5061, Timeout => 0.01) or next;
                $count++; close $socket;
            }
            print "hasty connections: ", $count == 200 ? "all" : $count >= 100 && $count <= 150 ? "some" : $count, "\\n";
            END
            cat >udp-client.pl <<'END'
            my ($from) = @ARGV;
            my $socket = IO::Socket::INET->new(
                Proto => "udp", LocalAddr => $from, PeerAddr => "127.0.0.1", PeerPort => 5060) or die;
            $socket->send("x") for 1 .. 110;
            END
            cat >udp-server.pl <<'END'
            my $server = IO::Socket::INET->new(Proto => "udp", LocalAddr => "127.0.0.1", LocalPort => 5060) or die;
            $server->sockopt(Socket::SO_RCVBUF(), 1 << 20);
            open my $up, ">", "udp.up"; close $up;
            my %got;
            while (my $peer = $server->recv(my $data, 100)) {
                last if $data eq "end";
                $got{$server->peerhost}++;
            }
            print "packets of $_: ", $got{$_} >= 110 ? "all" : $got{$_} >= 45 && $got{$_} <= 80 ? "some" : $got{$_}, "\\n"
                for sort keys %got;
            END
            cat >rtp.pl <<'END'
            my ($from) = @ARGV;
            my %at = map { ($_ => IO::Socket::INET->new(Proto => "udp", LocalAddr => $_, LocalPort => 21000)) }
                ("127.0.0.1", $from);
            sub passes {
                my ($sender, $receiver) = @_;
                $at{$sender}->send("x", 0, pack_sockaddr_in(21000, inet_aton($receiver)));
                my $in = ""; vec($in, fileno($at{$receiver}), 1) = 1;
                return select($in, undef, undef, 0.2) > 0 ? "passes" : "is dropped";
            }
            print "voice from $from ", passes($from, "127.0.0.1"), ", to $from ", passes("127.0.0.1", $from), "\\n";
            END
            until_exists() { for _ in $(seq 400); do [ -e "$1" ] && return; sleep 0.05; done; echo "no $1"; exit 1; }
            perl -MIO::Socket::INET tcp-server.pl & tcp=$!
            until_exists tcp.up
            perl -MIO::Socket::INET tcp-client.pl 127.0.0.9 110 & stranger=$!
            until_exists tcp.127.0.0.9
            perl -MIO::Socket::INET tcp-client.pl 127.0.0.10 5 & other=$!
            until_exists tcp.127.0.0.10
            perl -MIO::Socket::INET tcp-hasty.pl
            kill $tcp $stranger $other
            perl -MIO::Socket::INET udp-server.pl & udp=$!
            until_exists udp.up
            for from in 127.0.0.2 127.0.0.3 127.0.0.9; do perl -MIO::Socket::INET udp-client.pl $from; done
            perl -MIO::Socket::INET -e 'IO::Socket::INET->new(
                Proto => "udp", LocalAddr => "127.0.0.2", PeerAddr => "127.0.0.1", PeerPort => 5060)->send("end")'
            wait $udp
            for from in 127.0.0.2 127.0.0.9; do perl -MIO::Socket::INET -MSocket rtp.pl $from; done
            """;

    @TempDir
    private Path work;

    @Test
    void strangerGetsItsShareAndCarriersAndOthersAreNotKeptOut() throws Exception {
        int most = SampleModels.LIMITS.connectionsFromOneAddress();
        assertEquals(
                List.of(
                        "connections of 127.0.0.9: " + most,
                        "connections of 127.0.0.10: 5",
                        "hasty connections: some",
                        "packets of 127.0.0.2: all",
                        "packets of 127.0.0.3: all",
                        "packets of 127.0.0.9: some",
                        "voice from 127.0.0.2 passes, to 127.0.0.2 passes",
                        "voice from 127.0.0.9 is dropped, to 127.0.0.9 is dropped"),
                run(PeerRules.of(model())));
        assertEquals(
                List.of(
                        "connections of 127.0.0.9: " + MANY,
                        "connections of 127.0.0.10: 5",
                        "hasty connections: all",
                        "packets of 127.0.0.2: all",
                        "packets of 127.0.0.3: all",
                        "packets of 127.0.0.9: all",
                        "voice from 127.0.0.2 passes, to 127.0.0.2 passes",
                        "voice from 127.0.0.9 passes, to 127.0.0.9 passes"),
                run(""),
                "without the rules");
    }

    private AsteriskModel model() {
        AsteriskModel minimal = SampleModels.minimal(work);
        AsteriskNetwork network = minimal.network();
        var tls = new SipTransports.Tls(TLS, work.resolve("sip.pem"), work.resolve("sip.key"), Optional.empty());
        return new AsteriskModel(
                minimal.paths(),
                new AsteriskNetwork(
                        network.name(),
                        new SipTransports(new Address("127.0.0.1", SIP), Optional.of(tls)),
                        network.rtp(),
                        network.ami(),
                        network.engines(),
                        List.of("127.0.0.1", SampleModels.CARRIER),
                        network.limits(),
                        network.audioSocket()),
                minimal.trunks(),
                minimal.phones(),
                minimal.practices(),
                List.of());
    }

    private List<String> run(String rules) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(work, "run");
        Path file = Files.writeString(directory.resolve("peers.nft"), rules);
        return NetworkNamespace.run(directory, "ip link set lo up; nft -f " + file + " || exit 1\n" + SCRIPT);
    }
}
