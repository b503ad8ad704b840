package org.permanence.adapter.configuration;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Rules for the kernel's packet filter (nftables): on this machine, only the engine's user and Asterisk's user may
/// use the connections between the two. Without them, any user can fill AMI with connections, or take a port while
/// its owner is down.
final class LocalUserRules {

    private static final String HEADER = """
            # Lets only the engine's user and Asterisk's user use the connections between the two, on this machine. No other
            # user can connect, or answer on one of the ports while its owner is down. Load it as root at each start of the
            # machine, with the names of both users; the two may be the same:
            #
            #   nft -D engine=permanence -D asterisk=asterisk -f local-users.nft
            #
            # Written by `permanence asterisk-files` with the ports of the settings.
            table inet permanence_local_users
            delete table inet permanence_local_users
            table inet permanence_local_users {
                chain output {
                    type filter hook output priority filter; policy accept;
            """;

    private LocalUserRules() {}

    /// The content of the file.
    static String of(AsteriskNetwork network) {
        Stream<Address> servedByEngine = Stream.concat(network.engines().stream(), network.audioSocket().stream());
        ManagerAccess ami = network.ami();
        return HEADER
                + Stream.of(ami.address(), ami.withoutTls())
                        .distinct()
                        .map(address -> rules(address, "$asterisk", "$engine"))
                        .collect(Collectors.joining())
                + servedByEngine
                        .map(address -> rules(address, "$engine", "$asterisk"))
                        .collect(Collectors.joining())
                + "    }\n}\n";
    }

    private static String rules(Address server, String owner, String client) {
        return """
                        oifname "lo" tcp dport %1$d meta skuid != %3$s reject with tcp reset
                        oifname "lo" tcp sport %1$d meta skuid != %2$s drop
                """.formatted(server.port(), owner, client);
    }
}
