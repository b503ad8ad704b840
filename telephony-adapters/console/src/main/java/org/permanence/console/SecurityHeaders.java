package org.permanence.console;

import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of every answer, also of errors.
final class SecurityHeaders {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                    + "media-src 'self' blob:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                    + "form-action 'self'; require-trusted-types-for 'script'";

    private final Map<String, String> headers = new LinkedHashMap<>();

    /// @param isSecure with TLS: browsers then use TLS only, for a year
    SecurityHeaders(boolean isSecure) {
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("Permissions-Policy", "microphone=(self), hid=(self)");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cache-Control", "no-store");
        if (isSecure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    Map<String, String> all() {
        return Map.copyOf(headers);
    }
}
