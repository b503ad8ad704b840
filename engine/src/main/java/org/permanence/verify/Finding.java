package org.permanence.verify;

import java.util.OptionalLong;

/// Something wrong in a log.
///
/// @param entry the first entry that is bad; empty if a checkpoint is bad
/// @param upTo  the entry after the last one that may be the bad one
/// @param what  a sentence without personal data
public record Finding(OptionalLong entry, long upTo, String what) {

    static Finding of(long entry, String what) {
        return new Finding(OptionalLong.of(entry), entry + 1, "entry " + entry + ": " + what);
    }

    static Finding among(long from, long upTo, String what) {
        return upTo - from == 1
                ? of(from, what)
                : new Finding(OptionalLong.of(from), upTo, "entries " + from + " to " + (upTo - 1) + ": " + what);
    }

    static Finding ofCheckpoint(String what) {
        return new Finding(OptionalLong.empty(), 0, "checkpoint " + what);
    }

    @Override
    public String toString() {
        return what;
    }
}
