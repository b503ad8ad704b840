package org.permanence.triage;

import java.util.Map;

/// A question of the practice's triage menu: each key is one answer.
///
/// @param name its short name, used in the prompt's name and by answers that lead to it
public record MenuQuestion(String name, Map<Character, KeyAction> keys) {

    public MenuQuestion {
        keys = Map.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("question " + name + ": no key (expected: at least one)");
        }
    }
}
