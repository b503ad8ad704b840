package org.permanence.call;

/// The caller's answer to a question, by keypad.
public sealed interface Answer {

    /// One key: `0` to `9`, `*` or `#`.
    record Digit(char key) implements Answer {
        /// The key is confidential: what a patient answered is known only to the practice.
        @Override
        public String toString() {
            return "[keys]";
        }
    }

    record NoInput() implements Answer {}
}
