package org.permanence.settings;

import java.util.ArrayList;
import java.util.List;

/// The problems found so far, in the order of reading. A hostile or broken file has no more than [#LIMIT] of them
/// told.
final class Problems {

    static final int LIMIT = 500;

    private final List<Problem> reported = new ArrayList<>();
    private int count;

    void add(SourceLocation location, String found, String expected) {
        count++;
        if (reported.size() < LIMIT) {
            reported.add(Problem.at(location, found, expected));
        }
    }

    /// Takes over what was found elsewhere, after what was found here.
    void addAll(Problems others) {
        count += others.count;
        others.reported.stream().limit(LIMIT - reported.size()).forEach(reported::add);
    }

    int count() {
        return count;
    }

    List<Problem> reported() {
        return List.copyOf(reported);
    }
}
