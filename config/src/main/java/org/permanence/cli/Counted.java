package org.permanence.cli;

/// Numbers with their noun: `1 practice`, `2 practices`.
final class Counted {

    private Counted() {}

    static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
