package org.permanence.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;

/// The reverse proxies that may say, in `X-Forwarded-For`, for which client they ask. Any other client could write
/// any address there.
///
/// @param addresses of the proxies, as they connect to the console
public record TrustedProxies(Set<InetAddress> addresses) {

    static final String HEADER = "X-Forwarded-For";

    private static final Pattern COMMA = Pattern.compile(",");

    public TrustedProxies {
        addresses = Set.copyOf(addresses);
    }

    /// The client's address: the connection's, or the one that the last trusted proxy saw.
    InetAddress source(Request request) {
        var peer = (InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress();
        return source(peer.getAddress(), request.getHeaders().getValuesList(HEADER));
    }

    /// Each proxy adds the address of its client at the end, so the list is read from there. It ends to be believed
    /// at the first address that is no trusted proxy's.
    ///
    /// @param forwarded the header's values in their order
    InetAddress source(InetAddress peer, List<String> forwarded) {
        List<String> clients = forwarded.stream()
                .flatMap(COMMA::splitAsStream)
                .map(String::strip)
                .toList();
        InetAddress source = peer;
        for (String client : clients.reversed()) {
            Optional<InetAddress> before = addresses.contains(source) ? literal(client) : Optional.empty();
            if (before.isEmpty()) {
                return source;
            }
            source = before.get();
        }
        return source;
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No address: the proxy's own counts.
        }
    }
}
