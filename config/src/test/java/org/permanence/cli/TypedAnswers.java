package org.permanence.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/// A person at a command: each answer is a line of standard input, and may depend on what the command has printed.
final class TypedAnswers {

    private TypedAnswers() {}

    /// Runs a command in this process.
    ///
    /// @param answers from what was printed so far to the next line
    static CommandResult run(List<UnaryOperator<String>> answers, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        InputStream before = System.in;
        System.setIn(new Lines(new ArrayDeque<>(answers), out, err));
        try {
            int exitCode = Main.commands()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(arguments);
            return new CommandResult(exitCode, out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }

    private static final class Lines extends InputStream {

        private final Deque<UnaryOperator<String>> answers;
        private final StringWriter out;
        private final StringWriter err;
        private InputStream line = new ByteArrayInputStream(new byte[0]);

        private Lines(Deque<UnaryOperator<String>> answers, StringWriter out, StringWriter err) {
            this.answers = answers;
            this.out = out;
            this.err = err;
        }

        /// One byte at a time: an answer is asked for when it is read, not before.
        @Override
        public int read(byte[] bytes, int offset, int length) {
            int next = length == 0 ? 0 : read();
            if (next > 0) {
                bytes[offset] = (byte) next;
            }
            return Math.min(next, 1);
        }

        @Override
        public int read() {
            int next = read(line);
            if (next < 0 && !answers.isEmpty()) {
                String answer = answers.removeFirst().apply(out + "" + err) + "\n";
                line = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
                next = read(line);
            }
            return next;
        }

        private static int read(InputStream line) {
            try {
                return line.read();
            } catch (java.io.IOException impossible) {
                throw new java.io.UncheckedIOException(impossible);
            }
        }
    }
}
