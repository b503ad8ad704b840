package org.permanence.management;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests that routes take.
final class RouteExamples {

    private RouteExamples() {}

    /// The method and the path of a request that the route takes: the first of each alternative.
    ///
    /// @param object the name in the path
    static String methodAndPath(ApiRoute route, String object) {
        return route.request()
                .pattern()
                .replace("(?<object>[^/ ]+)", object)
                .replaceAll("\\(/versions\\(/\\\\d\\+\\)\\?\\)\\?", "")
                .replaceAll("\\((\\?<what>)?([a-z-]+)[^)]*\\)", "$2");
    }

    /// A request with a purpose.
    ///
    /// @param practice the parameters that name a practice; none if it names none
    static ApiRequest request(String methodAndPath, Map<String, String> practice) {
        String[] words = methodAndPath.split(" ", 2);
        Map<String, String> parameters = new LinkedHashMap<>(practice);
        parameters.put("purpose", "hoperat");
        return new ApiRequest(
                words[0], List.of(words[1].split("/", -1)), parameters, Optional.empty(), Optional.empty(), "");
    }
}
