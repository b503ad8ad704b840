package org.permanence.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request without its body.
///
/// @param target the path and the query, as sent
/// @param headers the values by lower-case name
public record HttpHead(String method, String target, Map<String, List<String>> headers) {

    /// The values of a header, in their order.
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }
}
