package org.permanence.yaml;

/// One mistake in a file: `permanence.yaml:12:9: agi.port: "70000" (expected: 1..65535)`.
///
/// @param line from 1; 0 for the whole file
/// @param key the key, such as `hours.monday[0]`; empty for the whole file
/// @param found the text read, in quotation marks; or a word for it (`missing`, `unreadable`) if the text could be
///     personal or secret
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
