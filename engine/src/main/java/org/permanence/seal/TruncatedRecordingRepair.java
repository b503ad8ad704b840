package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/// Recovers what a crash has left of a recording: copies it to a new recording with a new key and `truncated` in
/// its header. Does not change the truncated file.
///
/// Tink takes the last complete segment of a truncated file for the final one and refuses it, although it is
/// intact. So 20 dummy bytes are appended to the complete segments: Tink takes those for the final segment, and
/// they are never read.
public final class TruncatedRecordingRepair {

    private static final int DUMMY_BYTES = 20;

    /// What was recovered.
    ///
    /// @param frames   the frames of audio
    /// @param unproven complete segments that were refused: 0 unless the file was altered
    public record Result(long frames, long unproven) {}

    private TruncatedRecordingRepair() {}

    /// Appends every complete segment to `target`, which stays open.
    ///
    /// @throws SealException `ALREADY_WHOLE` if the recording is complete
    public static Result copyInto(SealWriter target, SeekableByteChannel truncated, DataKey key) {
        requireTruncated(truncated, key);
        try {
            var preamble = Preamble.read(truncated);
            preamble.requireCommitted(key);
            long segments = (truncated.size() - preamble.end()) / Segments.BYTES;
            long segmentBytes = segments * Segments.BYTES;
            if (segments <= 0) {
                return new Result(0, 0);
            }
            var view = new BoundedChannel(truncated, preamble.end(), segmentBytes, segmentBytes + DUMMY_BYTES);
            return copy(Segments.cipher(key).newSeekableDecryptingChannel(view, preamble.digest()), segments, target);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        } catch (IOException fault) {
            throw SealReader.storageFailure(fault);
        }
    }

    private static void requireTruncated(SeekableByteChannel truncated, DataKey key) {
        try {
            var _ = SealReader.open(truncated, key);
        } catch (SealException refused) {
            if (refused.failure() == SealFailure.END_NOT_PROVEN) {
                return;
            }
            throw refused;
        }
        throw new SealException(SealFailure.ALREADY_WHOLE, "recording: complete (expected: a truncated one)");
    }

    private static Result copy(SeekableByteChannel plain, long segments, SealWriter target) {
        var segment = ByteBuffer.allocate(Segments.PLAINTEXT_BYTES);
        long framesBefore = target.frames();
        for (long i = 0; i < segments; i++) {
            segment.clear().limit(i == 0 ? Segments.FIRST_PLAINTEXT_BYTES : Segments.PLAINTEXT_BYTES);
            try {
                while (segment.hasRemaining() && plain.read(segment) >= 0) {
                    // A read may return fewer bytes than requested.
                }
            } catch (UncheckedIOException fault) {
                throw SealReader.storageFailure(fault);
            } catch (IOException _) { // Altered: audio after it would be at the wrong time.
                return new Result(target.frames() - framesBefore, segments - i);
            }
            target.append(segment.flip());
        }
        return new Result(target.frames() - framesBefore, 0);
    }
}
