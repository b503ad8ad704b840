package org.permanence.adapter.agi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What the engine can ask of a channel. There is no free-form command: AGI can run any application of Asterisk,
/// so what is not in this list cannot be sent.
///
/// Every argument is checked when the command is made; a bad one is refused, never repaired, and never quoted in
/// the refusal.
public sealed interface AgiCommand {

    /// Answers at once, without waiting for the caller's first sound.
    record Answer() implements AgiCommand {}

    /// Plays a sound file (absolute path without its extension) until its end or one of `escapeKeys`.
    record StreamFile(String path, String escapeKeys) implements AgiCommand {
        public StreamFile {
            Check.path(path);
            Check.matches(escapeKeys, "[0-9*#]{0,12}", "escape keys");
        }

        @Override
        public Duration maxDuration() {
            return Check.LONGEST_PROMPT;
        }
    }

    /// Plays a sound file and waits at most `patience` after its end for one key. The key `#` arrives as an empty
    /// result without `(timeout)`: Asterisk takes it as the end of an entry.
    record GetData(String path, Duration inputTimeout) implements AgiCommand {
        public GetData {
            Check.path(path);
            if (inputTimeout.toMillis() < 1 || inputTimeout.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException("agi patience: " + inputTimeout + " (expected: PT0.001S..PT1H)");
            }
        }

        @Override
        public Duration maxDuration() {
            return Check.LONGEST_PROMPT.plus(inputTimeout);
        }
    }

    /// Starts music of a class of `musiconhold.conf`; it goes on until [StopMusicOnHold] or the next prompt.
    record StartMusicOnHold(String musicClass) implements AgiCommand {
        public StartMusicOnHold {
            Check.matches(musicClass, "[A-Za-z0-9._-]{1,40}", "music class");
        }
    }

    /// Copies what both sides say into `pipe`, a path that ends in `.raw`: stereo. No comma can be in the path, for
    /// what follows a second one would be run by a shell.
    record MixMonitor(String pipe, Scope scope) implements AgiCommand {
        /// When something is copied.
        public enum Scope {
            /// The caller is joined with somebody.
            BRIDGED("Db"),
            /// The call lasts; the other side is then what the caller is played.
            WHOLE_CALL("D");

            private final String options;

            Scope(String options) {
                this.options = options;
            }

            /// As MixMonitor names it.
            String options() {
                return options;
            }
        }

        public MixMonitor {
            Check.matches(pipe, "/[A-Za-z0-9/._-]{1,900}\\.raw", "pipe");
        }
    }

    record StopMusicOnHold() implements AgiCommand {}

    /// Sets a channel variable. The name cannot be a dialplan function: `FILE(…)` would write files.
    record SetVariable(String name, String value) implements AgiCommand {
        public SetVariable {
            Check.variable(name);
            Check.text(value, 4000, "variable value");
        }

        /// A value may be anybody's.
        @Override
        public String toString() {
            return "SetVariable[" + name + "]";
        }
    }

    record GetVariable(String name) implements AgiCommand {
        public GetVariable {
            Check.variable(name);
        }
    }

    /// Counts from here on how often the caller sends the tone of a fax machine that calls.
    record CountFaxTones() implements AgiCommand {}

    /// How often that was: the value of the reply; none where nothing is counted.
    record ReadFaxTones() implements AgiCommand {}

    /// Counts no longer what [CountFaxTones] began to count.
    record StopCountingFaxTones() implements AgiCommand {}

    record HangUp() implements AgiCommand {}

    record Noop() implements AgiCommand {}

    /// How long Asterisk may work on it before it replies.
    default Duration maxDuration() {
        return Duration.ZERO;
    }

    /// The limits of arguments. Together they keep the longest line, every character escaped, under the 8,190
    /// bytes that Asterisk reads (res_agi.c: a buffer of 8,192 with its line end and its NUL).
    final class Check {

        static final Duration LONGEST_PROMPT = Duration.ofMinutes(10);

        private Check() {}

        private static void path(String path) {
            text(path, 1000, "sound path");
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("agi sound path: relative (expected: absolute)");
            }
        }

        private static void variable(String name) {
            matches(name, "_{0,2}[A-Za-z][A-Za-z0-9_]{0,77}", "variable name");
        }

        private static void matches(String value, String pattern, String what) {
            if (!value.matches(pattern)) {
                throw new IllegalArgumentException("agi " + what + ": unreadable (expected: " + pattern + ")");
            }
        }

        private static void text(String value, int limit, String what) {
            for (int i = 0; i < value.length(); i++) {
                if (AgiText.isControl(value.charAt(i))) {
                    throw new IllegalArgumentException(
                            "agi " + what + ": control character at " + i + " (expected: none)");
                }
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new IllegalArgumentException("agi " + what + ": half a character (expected: whole ones)");
            }
            int length = value.getBytes(StandardCharsets.UTF_8).length;
            if (length > limit) {
                throw new IllegalArgumentException(
                        "agi " + what + ": " + length + " bytes (expected: at most " + limit + ")");
            }
        }
    }
}
