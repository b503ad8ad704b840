package org.permanence.console;

import java.util.List;

/// What a route answers.
///
/// @param cookies what becomes of the cookies; those that are not named stay
public record RouteAnswer<A>(A content, List<ConsoleCookie.Change> cookies) {

    public RouteAnswer {
        cookies = List.copyOf(cookies);
    }

    public static <A> RouteAnswer<A> of(A content) {
        return new RouteAnswer<>(content, List.of());
    }
}
