package org.permanence.management;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.permanence.text.EnumWords;

/// A request on the management port.
///
/// @param path its segments, at least one
/// @param parameters of the query
/// @param reason of the header [ReasonHeader]
/// @param permission of the table of rights; empty until it has permitted the request
/// @param body content that must not be in a path, such as a telephone number: proxies and shells keep paths
record ApiRequest(
        String method,
        List<String> path,
        Map<String, String> parameters,
        Optional<String> reason,
        Optional<Permission> permission,
        String body) {

    ApiRequest {
        path = List.copyOf(path);
        parameters = Map.copyOf(parameters);
    }

    ApiRequest permitted(Permission by) {
        return new ApiRequest(method, path, parameters, reason, Optional.of(by), body);
    }

    /// The segment at `index`; empty if the path is shorter.
    String segment(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    /// The method and the path, with `_` for the second of three segments.
    String route() {
        return method + " " + String.join("/", path).replaceAll("/[^/]+/", "/_/");
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    String requiredParameter(String name) {
        return parameter(name).orElseThrow(() -> new IllegalArgumentException(name + ": missing (expected: a word)"));
    }

    <E extends Enum<E>> E requiredParameter(Class<E> type, String name) {
        return EnumWords.parse(type, requiredParameter(name).toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new IllegalArgumentException(
                        name + ": unknown (expected: one of " + EnumWords.all(type) + ")"));
    }
}
