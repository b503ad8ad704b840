package org.permanence.settings;

import java.util.ArrayList;
import java.util.List;

/// The problems found so far, in the order of reading. A hostile or broken file has no more than [#LIMIT] of them
/// told.
final class Problems {

    static final int LIMIT = 500;

    private final List<Problem> told = new ArrayList<>();
    private int count;

    void add(Spot spot, String found, String expected) {
        count++;
        if (told.size() < LIMIT) {
            told.add(Problem.at(spot, found, expected));
        }
    }

    /// Takes over what was found elsewhere, after what was found here.
    void addAll(Problems others) {
        count += others.count;
        others.told.stream().limit(LIMIT - told.size()).forEach(told::add);
    }

    int count() {
        return count;
    }

    List<Problem> told() {
        return List.copyOf(told);
    }
}
