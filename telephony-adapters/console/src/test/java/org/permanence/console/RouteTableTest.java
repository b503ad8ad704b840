package org.permanence.console;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

    record Filter(String day) {}

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "practices", "/practices/", "/Practices", "/*", "/practices/<practice>", "/a/../b"})
    void pathsAreWordsAndParameters(String path) {
        assertThrows(IllegalArgumentException.class, () -> get(path, RouteAccess.OPEN));
    }

    @Test
    void routeIsThereOnceWhateverItsParameterIsCalled() {
        var rows = List.<ConsoleRoute<?, ?>>of(
                get("/practices/{practice}", RouteAccess.SIGNED_IN), get("/practices/{other}", RouteAccess.SIGNED_IN));

        assertThrows(IllegalArgumentException.class, () -> new RouteTable(rows));
    }

    @Test
    void typesAreRecords() {
        var rows = List.<ConsoleRoute<?, ?>>of(ConsoleRoute.of(
                ConsoleRoute.Method.GET,
                "/text",
                RouteAccess.OPEN,
                new ConsoleRoute.Types<>(String.class, Filter.class),
                (_, text) -> RouteAnswer.of(new Filter(text))));

        assertThrows(IllegalArgumentException.class, () -> new RouteTable(rows));
    }

    private static ConsoleRoute<Filter, Filter> get(String path, RouteAccess access) {
        return ConsoleRoute.of(
                ConsoleRoute.Method.GET,
                path,
                access,
                new ConsoleRoute.Types<>(Filter.class, Filter.class),
                (_, filter) -> RouteAnswer.of(filter));
    }
}
