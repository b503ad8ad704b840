package org.permanence.text;

/// Numbers with their noun: `1 practice`, `2 practices`.
public final class Counted {

    private Counted() {}

    /// The number and the noun, which takes an s unless the number is 1.
    ///
    /// @param noun in the singular
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
