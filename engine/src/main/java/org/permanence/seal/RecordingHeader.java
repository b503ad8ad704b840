package org.permanence.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// What a recording's file says in clear: names that are nobody's. What may change while the file stays (retention,
/// holds, the platform's wrap of the key) is in the database and not here.
///
/// @param truncated  whether a crash cut it, and what was left has been sealed anew
/// @param recipients the practice's own keys; none if only the platform opens it
public record RecordingHeader(
        RecordingId recording,
        PracticeId practice,
        CallId call,
        Instant started,
        boolean truncated,
        List<Recipient> recipients) {

    static final int LEAST_BYTES = 2;
    static final int MOST_BYTES = 8_192;
    static final int MOST_RECIPIENTS = 16;

    private static final int VERSION = 1;
    private static final String SUITE = "AES256_GCM_HKDF_SHA256_4KB";
    private static final String CODEC = "pcm_s16le";
    private static final String KEM = "X25519_HKDF_SHA256_AES256_GCM";

    /// As it stands in the file, in the order of the names.
    private record Written(
            String call,
            int channels,
            String codec,
            String practice,
            int rate,
            List<WrittenRecipient> recipients,
            String recording,
            String started,
            String suite,
            boolean truncated,
            int v) {}

    private record WrittenRecipient(String kem, String kid, String wrap) {}

    public RecordingHeader {
        started = started.truncatedTo(ChronoUnit.MILLIS);
        recipients = List.copyOf(recipients);
        if (recipients.size() > MOST_RECIPIENTS) {
            throw new IllegalArgumentException("recipients: " + recipients.size() + " (expected: 0..16)");
        }
        if (recipients.stream().map(Recipient::kid).distinct().count() < recipients.size()) {
            throw new IllegalArgumentException("recipients: one twice (expected: each once)");
        }
    }

    byte[] canonical() {
        return Canonical.bytes(new Written(
                call.value(),
                Sound.CHANNELS,
                CODEC,
                practice.value(),
                Sound.FRAMES_A_SECOND,
                recipients.stream()
                        .map(to -> new WrittenRecipient(KEM, to.kid(), to.wrap()))
                        .toList(),
                recording.value(),
                started.toString(),
                SUITE,
                truncated,
                VERSION));
    }

    /// Reads what [#canonical] wrote, and nothing else.
    static RecordingHeader read(byte[] bytes) {
        if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES) {
            throw new SealException(Refusal.HEADER_SIZE, "header: " + bytes.length + " bytes (expected: 2..8192)");
        }
        Written written;
        try {
            written = Canonical.read(bytes, Written.class);
        } catch (Canonical.UnreadableException bad) {
            throw bad.otherForm()
                    ? new SealException(Refusal.HEADER_NOT_CANONICAL, "header: another form (expected: canonical JSON)")
                    : unreadable(bad);
        }
        if (written.v() != VERSION || !written.suite().equals(SUITE)) {
            throw new SealException(Refusal.OTHER_VERSION, "version: " + written.v() + " (expected: 1, " + SUITE + ")");
        }
        try {
            return checked(written);
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw unreadable(bad);
        }
    }

    private static RecordingHeader checked(Written written) {
        if (!written.codec().equals(CODEC)
                || written.channels() != Sound.CHANNELS
                || written.rate() != Sound.FRAMES_A_SECOND
                || !written.recipients().stream().allMatch(to -> to.kem().equals(KEM))) {
            throw new IllegalArgumentException("header: another sound or recipient (expected: those of the suite)");
        }
        Instant started = Instant.parse(written.started());
        if (!started.truncatedTo(ChronoUnit.MILLIS).toString().equals(written.started())) {
            throw new IllegalArgumentException("started: another form (expected: UTC, to the millisecond)");
        }
        return new RecordingHeader(
                new RecordingId(written.recording()),
                new PracticeId(written.practice()),
                new CallId(written.call()),
                started,
                written.truncated(),
                written.recipients().stream()
                        .map(to -> new Recipient(to.kid(), to.wrap()))
                        .toList());
    }

    private static SealException unreadable(Exception cause) {
        return new SealException(
                Refusal.HEADER_UNREADABLE, "header: unreadable (expected: the fields of version 1)", cause);
    }
}
