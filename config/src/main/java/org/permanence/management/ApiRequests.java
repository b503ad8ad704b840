package org.permanence.management;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.permanence.http.HttpHead;

/// Reads requests of the API from HTTP.
final class ApiRequests {

    private ApiRequests() {}

    /// @throws IllegalArgumentException if the path or the query is not percent-encoded, or the reason is
    /// unreadable
    static ApiRequest read(HttpHead head, byte[] body) {
        URI target = URI.create(head.target());
        String path = Objects.requireNonNullElse(target.getPath(), "");
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: unreadable (expected: /…)");
        }
        return new ApiRequest(
                head.method(),
                List.of(path.substring(1).split("/", -1)),
                parameters(Objects.requireNonNullElse(target.getRawQuery(), "")),
                ReasonHeader.decode(head),
                Optional.empty(),
                new String(body, StandardCharsets.UTF_8));
    }

    /// The query's parameters by name; the last one of each name.
    private static Map<String, String> parameters(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                values.put(nameAndValue[0], URLDecoder.decode(nameAndValue[1], StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
