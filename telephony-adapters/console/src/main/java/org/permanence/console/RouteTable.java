package org.permanence.console;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All routes. There is no other way to reach data or to change something; the pages hold none
/// ([org.permanence.console.page.PageFiles]).
public record RouteTable(List<ConsoleRoute<?, ?>> rows) {

    public RouteTable {
        rows = List.copyOf(rows);
        Set<String> seen = new HashSet<>();
        for (ConsoleRoute<?, ?> row : rows) {
            check(row);
            if (!seen.add(row.method() + " " + row.path().replaceAll("\\{[a-z]+}", "{}"))) {
                throw new IllegalArgumentException(
                        "routes: " + row.method() + " " + row.path() + " twice (expected: once)");
            }
        }
    }

    private static void check(ConsoleRoute<?, ?> row) {
        if (!row.request().isRecord() || !row.answer().isRecord()) {
            throw new IllegalArgumentException("routes: " + row.path() + " has other types (expected: records)");
        }
        if (row.method() == ConsoleRoute.Method.DELETE && row.hasContent()) {
            throw new IllegalArgumentException("routes: " + row.path() + " deletes with content (expected: none)");
        }
    }
}
