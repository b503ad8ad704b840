package org.permanence.triage;

import java.util.Map;

/// A question of the practice's: one key is one answer.
///
/// @param name its short name, by which it is asked and led to
public record MenuQuestion(String name, Map<Character, KeyAction> keys) {

    public MenuQuestion {
        keys = Map.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("question " + name + ": no key (expected: at least one)");
        }
    }
}
