package org.permanence.seal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;

/// The cleartext header of a recording's file. It has no personal data. What may change during the file's life
/// (retention, legal holds, the platform's wrap of the key) is in the database.
///
/// @param truncated  whether a crash truncated the recording and the rest was sealed again
/// @param recipients the practice's own keys; none if only the platform can decrypt
public record RecordingHeader(
        RecordingId recording,
        PracticeId practice,
        CallId call,
        Instant started,
        boolean truncated,
        List<Recipient> recipients) {

    static final int MIN_BYTES = 2;
    static final int MAX_BYTES = 8_192;
    static final int MAX_RECIPIENTS = 16;

    private static final int VERSION = 1;
    private static final String SUITE = "AES256_GCM_HKDF_SHA256_4KB";
    private static final String CODEC = "pcm_s16le";
    private static final String KEM = "X25519_HKDF_SHA256_AES256_GCM";

    /// The JSON of the file, with names in alphabetical order.
    private record HeaderJson(
            String call,
            int channels,
            String codec,
            String practice,
            int rate,
            List<RecipientJson> recipients,
            String recording,
            String started,
            String suite,
            boolean truncated,
            int v) {}

    private record RecipientJson(String kem, String kid, String wrap) {}

    public RecordingHeader {
        started = started.truncatedTo(ChronoUnit.MILLIS);
        recipients = List.copyOf(recipients);
        if (recipients.size() > MAX_RECIPIENTS) {
            throw new IllegalArgumentException("recipients: " + recipients.size() + " (expected: 0..16)");
        }
        if (recipients.stream().map(Recipient::kid).distinct().count() < recipients.size()) {
            throw new IllegalArgumentException("recipients: a duplicate (expected: each once)");
        }
    }

    byte[] canonical() {
        return CanonicalJson.write(new HeaderJson(
                call.value(),
                AudioFormat.CHANNELS,
                CODEC,
                practice.value(),
                AudioFormat.FRAMES_PER_SECOND,
                recipients.stream()
                        .map(to -> new RecipientJson(KEM, to.kid(), to.wrap()))
                        .toList(),
                recording.value(),
                started.toString(),
                SUITE,
                truncated,
                VERSION));
    }

    /// Parses the output of [#canonical()] and refuses everything else.
    static RecordingHeader read(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new SealException(SealFailure.HEADER_SIZE, "header: " + bytes.length + " bytes (expected: 2..8192)");
        }
        HeaderJson json;
        try {
            json = CanonicalJson.read(bytes, HeaderJson.class);
        } catch (CanonicalJson.UnreadableException bad) {
            throw bad.isNotCanonical()
                    ? new SealException(
                            SealFailure.HEADER_NOT_CANONICAL, "header: not canonical (expected: canonical JSON)")
                    : unreadable(bad);
        }
        if (json.v() != VERSION || !json.suite().equals(SUITE)) {
            throw new SealException(
                    SealFailure.OTHER_VERSION, "version: " + json.v() + " (expected: 1, " + SUITE + ")");
        }
        try {
            return validated(json);
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw unreadable(bad);
        }
    }

    private static RecordingHeader validated(HeaderJson json) {
        if (!json.codec().equals(CODEC)
                || json.channels() != AudioFormat.CHANNELS
                || json.rate() != AudioFormat.FRAMES_PER_SECOND
                || !json.recipients().stream().allMatch(to -> to.kem().equals(KEM))) {
            throw new IllegalArgumentException(
                    "header: unknown audio format or recipient (expected: those of the suite)");
        }
        Instant started = Instant.parse(json.started());
        if (!started.truncatedTo(ChronoUnit.MILLIS).toString().equals(json.started())) {
            throw new IllegalArgumentException("started: malformed (expected: UTC, to the millisecond)");
        }
        return new RecordingHeader(
                new RecordingId(json.recording()),
                new PracticeId(json.practice()),
                new CallId(json.call()),
                started,
                json.truncated(),
                json.recipients().stream()
                        .map(to -> new Recipient(to.kid(), to.wrap()))
                        .toList());
    }

    private static SealException unreadable(Exception cause) {
        return new SealException(
                SealFailure.HEADER_UNREADABLE, "header: unreadable (expected: the fields of version 1)", cause);
    }
}
