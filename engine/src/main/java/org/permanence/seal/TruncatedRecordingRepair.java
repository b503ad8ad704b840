package org.permanence.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/// Opens what a crash has left of a recording and passes it on to a new sealing, under a new key, with `truncated`
/// in its header. The cut file is only read.
///
/// Tink takes the last whole segment of a cut file for the final one and refuses it, although nothing is wrong with
/// it. So it is shown the whole segments and 20 bytes more: it takes those for the final segment, and they are
/// never asked for.
public final class TruncatedRecordingRepair {

    private static final int DUMMY_BYTES = 20;

    /// What came back.
    ///
    /// @param frames   of sound
    /// @param unproven whole segments that are there and were refused: 0 unless the file was altered
    public record Result(long frames, long unproven) {}

    private TruncatedRecordingRepair() {}

    /// Appends every whole segment to `whole`. The caller goes on with it: a gap, then more sound or the seal.
    ///
    /// @throws SealException `ALREADY_WHOLE` if there is nothing to repair
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
        throw new SealException(SealFailure.ALREADY_WHOLE, "recording: whole (expected: cut)");
    }

    private static Result copy(SeekableByteChannel plain, long segments, SealWriter target) {
        var segment = ByteBuffer.allocate(Segments.PLAINTEXT_BYTES);
        long framesBefore = target.frames();
        for (long i = 0; i < segments; i++) {
            segment.clear().limit(i == 0 ? Segments.FIRST_PLAINTEXT_BYTES : Segments.PLAINTEXT_BYTES);
            try {
                while (segment.hasRemaining() && plain.read(segment) >= 0) {
                    // A read may give less than was asked for.
                }
            } catch (UncheckedIOException fault) {
                throw SealReader.storageFailure(fault);
            } catch (IOException _) { // Not what was sealed: what follows it would be out of step with the clock.
                return new Result(target.frames() - framesBefore, segments - i);
            }
            target.append(segment.flip());
        }
        return new Result(target.frames() - framesBefore, 0);
    }
}
