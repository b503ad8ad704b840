package org.permanence.call;

/// What the caller answered on the keypad.
public sealed interface Answer {

    /// One key: `0` to `9`, `*` or `#`.
    record Digit(char key) implements Answer {
        /// Which key a patient pressed is between the patient and the practice.
        @Override
        public String toString() {
            return "[keys]";
        }
    }

    record NoInput() implements Answer {}
}
