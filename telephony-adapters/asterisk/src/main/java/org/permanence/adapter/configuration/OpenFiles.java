package org.permanence.adapter.configuration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many descriptors (open files and sockets) Asterisk needs, and how many the machine allows. An Asterisk
/// without a free descriptor refuses every call, emergencies too.
public final class OpenFiles {

    /// One leg, on average: the sockets of RTP and RTCP, an event descriptor and a timer of each of its channels,
    /// the pipe of a recording. A leg that is rung has three channels: its telephone's and the two halves of a
    /// Local channel. `OpenFilesTest` measures 19 for a recorded conversation.
    private static final int PER_LEG = 10;

    /// Modules, logs and listening sockets; AMI's connections without a login (100); SIP connections of telephones
    /// and of strangers, as far as the packet filter lets them in.
    private static final int BESIDE_CALLS = 4_096;

    private static final Path OWN_LIMITS = Path.of("/proc/self/limits");
    private static final Pattern LIMIT = Pattern.compile("(?m)^Max open files +(?<soft>\\S+) +(?<hard>\\S+)");

    private OpenFiles() {}

    /// What Asterisk needs for so many conversations at one time.
    public static int required(int conversations) {
        return BESIDE_CALLS + conversations * 2 * PER_LEG;
    }

    /// How many conversations that many descriptors carry; 0 if they are not enough for any.
    public static long conversations(long descriptors) {
        return Math.max(0, descriptors - BESIDE_CALLS) / (2 * PER_LEG);
    }

    /// What a process of this machine and user may ask for (the hard limit); empty on a system without `/proc`.
    public static OptionalLong allowedHere() {
        return limit(OWN_LIMITS, "hard");
    }

    /// What is wrong with the descriptors of a running Asterisk; empty if nothing is, or if none runs on this
    /// machine.
    ///
    /// @param state Asterisk's state directory
    /// @param conversations at least as many must be possible
    public static Optional<String> fault(Path state, int conversations) {
        OptionalLong allowed = allowedTo(state);
        return allowed.isPresent() && allowed.getAsLong() < required(conversations)
                ? Optional.of(
                        "asterisk: %d open files allowed, enough for %d conversations (expected: %d; docs/security.md)"
                                .formatted(
                                        allowed.getAsLong(),
                                        conversations(allowed.getAsLong()),
                                        required(conversations)))
                : Optional.empty();
    }

    private static OptionalLong allowedTo(Path state) {
        try {
            String pid = Files.readString(state.resolve("run/asterisk.pid")).strip();
            return pid.matches("[1-9][0-9]{0,9}")
                    ? limit(Path.of("/proc", pid, "limits"), "soft")
                    : OptionalLong.empty();
        } catch (IOException _) {
            return OptionalLong.empty(); // Not running, or on another machine.
        }
    }

    private static OptionalLong limit(Path limits, String which) {
        try {
            Matcher found = LIMIT.matcher(Files.readString(limits));
            if (!found.find()) {
                return OptionalLong.empty();
            }
            String value = found.group(which);
            return OptionalLong.of(value.equals("unlimited") ? Integer.MAX_VALUE : Long.parseLong(value));
        } catch (IOException | NumberFormatException _) {
            return OptionalLong.empty(); // The process has ended, or this system has no such file.
        }
    }
}
