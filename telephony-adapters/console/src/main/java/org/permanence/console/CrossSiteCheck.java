package org.permanence.console;

import java.util.Optional;
import java.util.function.Function;

/// Refuses what a page of another origin may have caused. There is no CORS: no answer ever allows another origin.
///
/// 1. `Host` is the console's, on every request: a foreign name that resolves to this address is of no use.
/// 2. What changes something has the header `X-Permanence: 1`, which a form cannot send;
/// 3. `Sec-Fetch-Site: same-origin`, which only the browser sets;
/// 4. the console's `Origin`, if the browser sends one;
/// 5. and JSON, if it has content.
record CrossSiteCheck(ConsoleOrigin origin) {

    static final String JSON = "application/json";

    /// @param header the value of a header by its name; empty if it is missing or repeated
    Optional<HttpProblem> refusal(boolean isChange, boolean hasContent, Function<String, Optional<String>> header) {
        if (!header.apply("Host").equals(Optional.of(origin.authority()))) {
            return refused("the console's own address in the header Host");
        }
        if (!isChange) {
            return Optional.empty();
        }
        if (!header.apply("X-Permanence").equals(Optional.of("1"))) {
            return refused("the header X-Permanence: 1");
        }
        if (!header.apply("Sec-Fetch-Site").equals(Optional.of("same-origin"))) {
            return refused("the header Sec-Fetch-Site: same-origin");
        }
        if (!header.apply("Origin").map(origin.toString()::equals).orElse(true)) {
            return refused("the console's own address in the header Origin");
        }
        if (hasContent
                && !header.apply("Content-Type").map(CrossSiteCheck::isJson).orElse(false)) {
            return Optional.of(HttpProblem.expected(ProblemType.UNSUPPORTED_CONTENT, JSON));
        }
        return Optional.empty();
    }

    private static boolean isJson(String type) {
        return type.equalsIgnoreCase(JSON) || type.replace(" ", "").equalsIgnoreCase(JSON + ";charset=utf-8");
    }

    private static Optional<HttpProblem> refused(String expected) {
        return Optional.of(HttpProblem.expected(ProblemType.CROSS_SITE, expected));
    }
}
