package org.permanence.management;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.permanence.http.HttpHead;
import org.permanence.settings.ManagementSettings;
import org.permanence.signin.SessionToken;

/// Decides from a request's headers who may ask. A web page that a browser on this machine shows can send requests
/// to loopback ports, also under a host name of its own (DNS rebinding): such requests are refused even with the
/// token.
final class RequestGuard {

    private static final String BEARER = "Bearer ";
    private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final ManagementSettings settings;

    RequestGuard(ManagementSettings settings) {
        this.settings = settings;
    }

    /// The refusal of a request that no program of an operator sends; empty for all others.
    Optional<Reply> refuseForeign(HttpHead head) {
        List<String> hosts = head.headers("host");
        if (hosts.size() > 1 || hosts.stream().anyMatch(host -> !isOurs(host))) {
            return Optional.of(Reply.problem(421, "host: not this port (expected: a loopback address)"));
        }
        if (head.header("origin").isPresent()) {
            return Optional.of(Reply.problem(403, "origin: present (expected: no request of a web page)"));
        }
        return Optional.empty();
    }

    private boolean isOurs(String host) {
        String name = host.replaceFirst(":[0-9]{1,5}$", "");
        return LOOPBACK_NAMES.contains(name) || name.equals(uriHost());
    }

    private String uriHost() {
        return URI.create("http://" + settings.address()).getHost();
    }

    /// The session that the request presents; empty if it has none.
    Optional<SessionToken> session(HttpHead head) {
        return head.header("authorization")
                .filter(presented -> presented.startsWith(BEARER))
                .flatMap(presented -> SessionToken.read(presented.substring(BEARER.length())));
    }

    /// Whether the request has the token of the management port. Reads the token's file, so a changed token takes
    /// effect.
    ///
    /// @throws org.permanence.settings.SettingsException if other users can read the file
    boolean hasToken(HttpHead head) {
        byte[] expected = (BEARER + settings.token().read().text()).getBytes(StandardCharsets.UTF_8);
        return head.header("authorization")
                .map(presented -> MessageDigest.isEqual(presented.getBytes(StandardCharsets.UTF_8), expected))
                .orElse(false);
    }
}
