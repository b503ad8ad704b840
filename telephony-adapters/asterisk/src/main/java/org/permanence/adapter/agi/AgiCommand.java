package org.permanence.adapter.agi;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A command to a channel. AGI can run any application of Asterisk, so there is no free-form command: commands
/// outside this list cannot be sent.
///
/// Arguments are checked in the constructors. A bad argument is refused, never repaired, and never quoted in the
/// message.
public sealed interface AgiCommand {

    /// Answers at once, without waiting for the caller's first audio.
    record Answer() implements AgiCommand {}

    /// Plays a sound file (absolute path without extension) to its end, or until one of `escapeKeys`.
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

    /// Plays a sound file and waits for one key, for at most `inputTimeout` after its end. The key `#` arrives as
    /// an empty result without `(timeout)`: Asterisk takes it as the end of an entry.
    record GetData(String path, Duration inputTimeout) implements AgiCommand {
        public GetData {
            Check.path(path);
            if (inputTimeout.toMillis() < 1 || inputTimeout.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        "agi input timeout: " + inputTimeout + " (expected: PT0.001S..PT1H)");
            }
        }

        @Override
        public Duration maxDuration() {
            return Check.LONGEST_PROMPT.plus(inputTimeout);
        }
    }

    /// Starts music of a class of `musiconhold.conf`; it plays until [StopMusicOnHold] or the next prompt.
    record StartMusicOnHold(String musicClass) implements AgiCommand {
        public StartMusicOnHold {
            Check.matches(musicClass, "[A-Za-z0-9._-]{1,40}", "music class");
        }
    }

    /// Copies the audio of both sides, in stereo, into `pipe`, a path that ends in `.raw`. The path cannot have a
    /// comma: text after a second comma would be run by a shell.
    record MixMonitor(String pipe, Scope scope) implements AgiCommand {
        /// When audio is copied.
        public enum Scope {
            /// While the caller is bridged.
            BRIDGED("Db"),
            /// For the whole call; the second side is the audio played to the caller.
            WHOLE_CALL("D");

            private final String options;

            Scope(String options) {
                this.options = options;
            }

            /// The option of MixMonitor.
            String options() {
                return options;
            }
        }

        public MixMonitor {
            Check.matches(pipe, "/[A-Za-z0-9/._-]{1,900}\\.raw", "pipe");
        }
    }

    record StopMusicOnHold() implements AgiCommand {}

    /// Sets a channel variable. The name cannot be a function of the dialplan: `FILE(…)` would write files.
    record SetVariable(String name, String value) implements AgiCommand {
        public SetVariable {
            Check.variable(name);
            Check.text(value, 4000, "variable value");
        }

        /// The value may be personal data.
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

    /// Starts counting the calling tones of a fax machine on the caller's side.
    record CountFaxTones() implements AgiCommand {}

    /// Reads the count. The reply has no value if nothing is counted.
    record ReadFaxTones() implements AgiCommand {}

    /// Ends the count that [CountFaxTones] started.
    record StopCountingFaxTones() implements AgiCommand {}

    record HangUp() implements AgiCommand {}

    record Noop() implements AgiCommand {}

    /// How long Asterisk may work on the command before it replies.
    default Duration maxDuration() {
        return Duration.ZERO;
    }

    /// Limits of arguments. They keep the longest line, with every character escaped, under the 8,190 bytes that
    /// Asterisk reads (res_agi.c: a buffer of 8,192 with line end and NUL).
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
