package org.permanence.adapter.configuration;

import java.util.List;
import org.permanence.privacy.PhoneNumber;

/// What Asterisk must know about a practice: its numbers, and the lines to ring if there is no engine.
public record PracticeNumbers(String id, List<PhoneNumber> numbers, String language, List<FallbackLine> fallback) {

    public PracticeNumbers {
        numbers = List.copyOf(numbers);
        fallback = List.copyOf(fallback);
        ConfValues.name("practice", id);
        ConfValues.notEmpty("practice " + id + ": numbers", numbers);
        ConfValues.notEmpty("practice " + id + ": fallback lines", fallback);
        if (!language.matches("[a-z]{2}")) {
            throw new IllegalArgumentException("practice " + id + ": language (expected: two letters, such as fr)");
        }
    }
}
