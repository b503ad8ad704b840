package org.permanence.management;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.permanence.http.HttpHead;
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

    /// Empty without the header.
    ///
    /// @throws IllegalArgumentException if it is not base64url without padding
    static Optional<String> decode(HttpHead head) {
        return head.header(NAME).map(ReasonHeader::decode);
    }

    private static String decode(String encoded) {
        if (!encoded.matches("([A-Za-z0-9_-]{4})*([A-Za-z0-9_-]{2,3})?")) {
            throw new IllegalArgumentException("reason: unreadable (expected: base64url of UTF-8)");
        }
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
