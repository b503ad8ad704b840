package org.permanence.management;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.permanence.privacy.PersonalText;

/// The header with the reason for an access: base64url of UTF-8. A reason names patients, and proxies and shells
/// keep paths in their histories, so it is never a query parameter.
public final class ReasonHeader {

    public static final String NAME = "Permanence-Reason";

    private ReasonHeader() {}

    public static String encode(PersonalText reason) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(reason.text().getBytes(StandardCharsets.UTF_8));
    }

    /// False if the header is present and not base64url without padding.
    static boolean isReadable(HttpExchange exchange) {
        return encoded(exchange)
                .map(text -> text.matches("([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{2,3})?"))
                .orElse(true);
    }

    /// Empty without the header.
    static Optional<String> decode(HttpExchange exchange) {
        return encoded(exchange)
                .map(encoded -> new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
    }

    private static Optional<String> encoded(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(NAME));
    }
}
