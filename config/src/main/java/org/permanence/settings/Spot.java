package org.permanence.settings;

/// A place in a settings file: the key as its owner would say it (`hours.monday[0]`), line and column from 1.
///
/// @param line 0 when the whole file is meant
record Spot(String file, String key, int line, int column) {

    static Spot wholeFile(String file) {
        return new Spot(file, "", 0, 0);
    }

    Spot at(String otherKey) {
        return new Spot(file, otherKey, line, column);
    }
}
