package org.permanence.adapter.configuration;

import java.util.List;
import java.util.stream.Stream;

/// Rules for the kernel's packet filter (nftables): how much one address of the network may ask of Asterisk's SIP
/// ports. Asterisk itself has no such limits, and serves carriers and strangers with the same descriptors. All
/// rules are for IPv4, the only protocol that Asterisk listens on here.
final class PeerRules {

    /// New TCP or TLS connections a second from one address. After a power cut, a whole centre registers again at
    /// once.
    private static final int CONNECTIONS_A_SECOND = 20;

    /// SIP packets a second over UDP from one address that is no carrier's.
    private static final int PACKETS_A_SECOND = 50;

    private static final String HEADER = """
            # Limits what one address may ask of Asterisk, so that a stranger cannot use up its descriptors. Load it as root at
            # each start of the machine:
            #
            #   nft -f peers.nft
            #
            # Written by `permanence asterisk-files` from the settings. `nft list table inet permanence_peers` shows what was
            # dropped.
            table inet permanence_peers
            delete table inet permanence_peers
            table inet permanence_peers {
            """;

    private PeerRules() {}

    /// The content of the file.
    static String of(AsteriskModel model) {
        SipTransports sip = model.network().sip();
        int most = model.network().limits().connectionsFromOneAddress();
        String connections = connections(sip.plain().port(), most)
                + sip.tls().map(tls -> connections(tls.port(), most)).orElse("");
        return HEADER + sets(model)
                + """
                    chain input {
                        type filter hook input priority filter; policy accept;
                """
                + connections
                + packets(sip.plain().port())
                + media(model.network().rtp(), "dport", "saddr", model.network().mediaNetworks())
                + "    }\n"
                + output(model.network())
                + "}\n";
    }

    private static String output(AsteriskNetwork network) {
        return """
                    chain output {
                        type filter hook output priority filter; policy accept;
                %s    }
                """.formatted(media(network.rtp(), "sport", "daddr", network.mediaNetworks()));
    }

    /// RTP from and to other networks than these is dropped, from the first packet.
    private static String media(PortRange rtp, String port, String address, List<String> networks) {
        return networks.isEmpty() ? "" : """
                        udp %s %d-%d ip %s != @media counter drop
                """.formatted(port, rtp.from(), rtp.to(), address);
    }

    private static String sets(AsteriskModel model) {
        List<String> known = Stream.concat(
                        model.trunks().stream().flatMap(trunk -> trunk.addresses().stream()),
                        model.phones().stream()
                                .flatMap(phone ->
                                        phone.access() instanceof SipEndpoint.Fixed(Address contact, SipProtocol _)
                                                ? Stream.of(contact.host())
                                                : Stream.empty()))
                .distinct()
                .toList();
        return """
                    # Carriers, and telephones with a fixed address.
                    set known { type ipv4_addr; flags interval; auto-merge;%s }
                    # Where voice comes from and goes to.
                    set media { type ipv4_addr; flags interval; auto-merge;%s }
                    set connected { type ipv4_addr; size 65535; flags dynamic; }
                    set connecting { type ipv4_addr; size 65535; flags dynamic,timeout; timeout 1m; }
                    set asking { type ipv4_addr; size 65535; flags dynamic,timeout; timeout 1m; }
                """.formatted(elements(known), elements(model.network().mediaNetworks()));
    }

    private static String elements(List<String> networks) {
        List<String> usable = networks.stream().filter(PeerRules::isIpv4).toList();
        return usable.isEmpty() ? "" : " elements = { " + String.join(", ", usable) + " }";
    }

    private static String connections(int port, int most) {
        return """
                        tcp dport %1$d ct state new update @connecting { ip saddr limit rate over %2$d/second burst %3$d packets } counter drop
                        tcp dport %1$d ct state new add @connected { ip saddr ct count over %3$d } counter reject with tcp reset
                """.formatted(port, CONNECTIONS_A_SECOND, most);
    }

    private static String packets(int port) {
        return """
                        udp dport %1$d ip saddr != @known update @asking { ip saddr limit rate over %2$d/second burst %2$d packets } counter drop
                """.formatted(port, PACKETS_A_SECOND);
    }

    /// An address or a network; a telephone may also have a host name, which the packet filter cannot use.
    private static boolean isIpv4(String network) {
        return network.matches("[0-9.]+(/[0-9]+)?");
    }
}
