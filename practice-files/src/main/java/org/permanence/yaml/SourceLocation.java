package org.permanence.yaml;

/// A location in a file: the key as written (`hours.monday[0]`), and line and column from 1.
///
/// @param line 0 for the whole file
public record SourceLocation(String file, String key, int line, int column) {

    public static SourceLocation wholeFile(String file) {
        return new SourceLocation(file, "", 0, 0);
    }

    SourceLocation withKey(String otherKey) {
        return new SourceLocation(file, otherKey, line, column);
    }
}
