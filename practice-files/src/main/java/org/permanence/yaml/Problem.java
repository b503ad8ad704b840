package org.permanence.yaml;

/// One thing to correct in a settings file: `house.yaml:12:9: agi.port: "70000" (expected: 1..65535)`.
///
/// @param line from 1; 0 when the whole file is meant
/// @param key the key, such as `hours.monday[0]`; empty when the whole file is meant
/// @param found what was read, in quotation marks, or a word for it (`missing`, `unreadable`) where it could be
/// somebody's
public record Problem(String file, int line, int column, String key, String found, String expected) {

    static Problem at(SourceLocation location, String found, String expected) {
        return new Problem(location.file(), location.line(), location.column(), location.key(), found, expected);
    }

    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + found + " (expected: " + expected + ")";
    }
}
