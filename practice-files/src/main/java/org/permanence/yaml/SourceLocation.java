package org.permanence.yaml;

/// A place in a settings file: the key as its owner would say it (`hours.monday[0]`), line and column from 1.
///
/// @param line 0 when the whole file is meant
public record SourceLocation(String file, String key, int line, int column) {

    public static SourceLocation wholeFile(String file) {
        return new SourceLocation(file, "", 0, 0);
    }

    SourceLocation withKey(String otherKey) {
        return new SourceLocation(file, otherKey, line, column);
    }
}
