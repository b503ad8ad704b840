package org.permanence.yaml;

import java.util.ArrayList;
import java.util.List;

/// The problems found so far, in the order of reading. At most [#LIMIT] are reported.
public final class Problems {

    public static final int LIMIT = 500;

    private final List<Problem> reported = new ArrayList<>();
    private int count;

    public void add(SourceLocation location, String found, String expected) {
        count++;
        if (reported.size() < LIMIT) {
            reported.add(Problem.at(location, found, expected));
        }
    }

    /// Adds the problems of another reader after those of this one.
    public void addAll(Problems others) {
        count += others.count;
        others.reported.stream().limit(LIMIT - reported.size()).forEach(reported::add);
    }

    public int count() {
        return count;
    }

    public List<Problem> reported() {
        return List.copyOf(reported);
    }
}
